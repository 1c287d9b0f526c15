// `adam` is exported although the host never calls it: inlined into `update` it would share registers with it and be 4
// to 7 % slower.
export { adam } from './adam'
export { descend, gradient, norm, update } from './learn'
export {
  batchCellsAt,
  batchHiddenAt,
  batchHiddenBytes,
  batchInputsAt,
  carryAt,
  carryBytes,
  firstAt,
  gradientAt,
  headAt,
  hiddenSlopesAt,
  hiddenWidth,
  hostInputsAt,
  hostOutputsAt,
  inputWidth,
  layerAt,
  levelsAt,
  memberBytes,
  ordersAt,
  outputWidth,
  parameterBytes,
  plan,
  rowBase,
  rowBytes,
  rowTargets,
  secondAt,
  shownAt,
  slotsAt,
  stateBytes,
  statesAt,
  storeAt,
  targetWidth,
  weightsBytes,
} from './plan'
export { show, step } from './step'
export { unroll, unrollBack } from './unroll'
export { lossOfAll as loss, members } from './windows'
