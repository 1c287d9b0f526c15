/**
 * Phrasings that are almost always hard to read, each with a plain alternative. Patterns are case-insensitive regular expressions; a space
 * also matches a line break inside a comment. Add to this list whenever a review finds another one.
 */
export const banned: readonly (readonly [pattern: string, instead: string])[] = [
  // "where" for a condition
  ['where (?:there|nothing|none|nobody|no)', 'if there is no …'],
  ['where (?:it|they|that|this|one) (?:is|are|was|were|has|have|had|does|do|can|cannot|may|must)', 'if it is …'],
  [
    '(?:undefined|absent|NaN|true|false|null|empty|none|errors?|(?:@throws|throws) \\w+|refused|rejected|missing) where',
    '… if, … when',
  ],
  // "no" and "none" for "not"
  [
    '(?<!there )(?:is|are|was|were) no (?!longer|more|less|fewer|better|worse|other|such|reason|need|part)',
    'is not a …',
  ],
  ['(?<!there )(?:is|are|was|were) none(?! of)', 'is not one, there are none'],
  ['as good as none', 'negligible'],
  ['none worth the name', 'no usable …'],
  ['of use', 'usable, useful'],
  ['in silence', 'silently'],
  // verbs of speech for values, results and calls
  ['told so', 'reported'],
  ['(?:is|are|was|were|be) told', 'is given, is notified, is shown'],
  ['(?:is|are|was|were|been) said', 'is reported, is forecast, is printed'],
  ['hears? (?:of|that|from|it)', 'is notified of'],
  ['says? nothing of', 'does not show'],
  ['no word of', 'nothing about'],
  // paraphrases of terms
  ['what (?:\\w+ ){1,3}leaves? over', 'residuals'],
  ['(?:hold|holds|keep|keeps) what (?:they|it) promises?', 'with the stated coverage'],
  ['(?:turn|turns|turned|turning) down', 'reject'],
  ['booked', 'counted'],
  ['left out where', 'omitted if'],
  ['at fault', 'invalid, with the error'],
  ['hangs? on', 'depends on'],
  ['(?:go|goes|went) by', 'use, follow'],
  ['looks? on', 'watch'],
  ['looked at', 'read, shown, in view'],
  ['(?:by|at) most by', 'by at most'],
  ['as (?:it|they) stands?', 'unchanged, as written'],
  ['stands? (?:under|beside|in|at|on|before|after|where|by|twice)', 'is, appears'],
  ['may lie', 'can be'],
  ['how large what', 'the size of'],
  ['what there is', 'the …'],
  ['all there is', 'everything'],
  ['what is wrong', 'the problem'],
  ['as a person reads', 'for people'],
  ['of (?:their|its|his) like', 'of the same kind'],
  // odd or old words
  ['anew', 'again'],
  ['by turns', 'alternately'],
  ['dearer', 'slower, larger'],
  ['ever after', 'from then on'],
  ['farthest|furthest', 'longest, last'],
  ['for ever', 'forever'],
  ['gone by', 'passed'],
  ['lest', 'so that … not'],
  ['so many', 'that many, n'],
  ['the commonest', 'the most frequent'],
  ['whoever', 'anyone who, a client that'],
]

/** Folders and files whose prose has not been rewritten yet; test names count as `test`. Remove one here when it is clean. */
export const toClean: readonly string[] = []
