import { Classifier } from './classifier.ts'
import type { ClassifierOptions } from './classifier-options.ts'
import { Frequencies } from './frequencies.ts'
import { LogisticRegression } from './logistic.ts'
import { LstmExpert } from './lstm-expert.ts'
import { RowFeatures } from './row-features.ts'
import { ScaledRows } from './scaled-rows.ts'
import { type SequenceItem, visitSequence } from './sequence-item.ts'

/**
 * Classifies sequences of rows: class frequencies; logistic regression on a summary of each column; an LSTM that reads the
 * rows and corrects the logistic regression.
 */
export function sequenceClassifier(options: ClassifierOptions, columns: number): Classifier<SequenceItem> {
  const { classes } = options
  const features = new RowFeatures(columns)
  const inputs = new ScaledRows(columns)
  return new Classifier<SequenceItem>(
    classes,
    [
      new Frequencies(classes),
      new LogisticRegression(classes, features, logisticRate),
      new LstmExpert({ ...options, learningRate, base: 1 }, inputs, visitSequence(columns)),
    ],
    { features },
  )
}

const logisticRate = 0.1
/** With 2e-3 the LSTM overfits if the order of rows says little. */
const learningRate = 1e-3
