import { Classifier } from './classifier.ts'
import type { ClassifierOptions } from './classifier-options.ts'
import { Frequencies } from './frequencies.ts'
import { LogisticRegression } from './logistic.ts'
import { LstmExpert } from './lstm-expert.ts'
import { Halved, NaiveBayes } from './naive-bayes.ts'
import { type TextItem, visitText } from './text-item.ts'
import { Vocabulary } from './vocabulary.ts'
import { WordVectors } from './word-vectors.ts'

export interface TextOptions extends ClassifierOptions {
  /** Words known at most. */
  readonly words: number
  /** Numbers of a word's vector. */
  readonly vector: number
}

/** Features known at most for each word: pairs are many. */
const featuresPerWord = 8

/**
 * Classifies texts: class frequencies; naive Bayes, and the same with halved logits; naive Bayes with pairs and negated
 * words; logistic regression on those; an LSTM with learned word vectors that corrects naive Bayes.
 */
export function textClassifier(options: TextOptions): Classifier<TextItem> {
  const { classes, words: most, vector, seed } = options
  const words = new Vocabulary(most)
  const features = new Vocabulary(featuresPerWord * most)
  const source = {
    of: (item: TextItem) => ({ slots: features.known(item.features) }),
    learn: (item: TextItem) => ({ slots: features.learn(item.features) }),
    onNew: (listener: (slot: number) => void) => features.onNew(listener),
  }
  const vectors = new WordVectors(vector, words, vectorRate, seed)
  return new Classifier<TextItem>(
    classes,
    [
      new Frequencies(classes),
      new NaiveBayes('naiveBayes', classes, words, (item) => item.words, 1),
      new Halved('halvedBayes', 1),
      new NaiveBayes('pairBayes', classes, features, (item) => item.features, 0.5),
      new LogisticRegression(classes, source, logisticRate),
      new LstmExpert({ ...options, learningRate, base: 2 }, vectors, visitText),
    ],
    { words, features },
  )
}

// On review-sentences.csv: at twice these rates the LSTM overfits, at half of them it learns later.
const learningRate = 2.5e-4
const vectorRate = 5e-4
/** With two classes; 0.1 and 0.4 are worse by 0.02 and 0.003. */
const logisticRate = 0.2
