// `adam` is exported although the host never calls it: inlined into `update` it would share registers with it and be 4
// to 7 % slower.
export { adam } from './adam'
export { gradient, norm, update } from './learn'
export {
  firstAt,
  gradientAt,
  headAt,
  hiddenWidth,
  hostInputsAt,
  hostOutputsAt,
  inputWidth,
  layerAt,
  memberBytes,
  ordersAt,
  outputWidth,
  parameterBytes,
  plan,
  rowBytes,
  rowTargets,
  secondAt,
  shownAt,
  slotsAt,
  stateBytes,
  statesAt,
  storeAt,
  weightsBytes,
} from './plan'
export { show, step } from './step'
export { loss, members } from './windows'
