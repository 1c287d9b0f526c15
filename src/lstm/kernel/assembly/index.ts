// `adam` is exported although the host never calls it: inlined into `learn` it would share registers with it and be 4
// to 7 % slower.
export { adam } from './adam'
export { learn, loss, norm } from './learn'
export {
  cellsAt,
  firstAt,
  gradientAt,
  headAt,
  hiddenWidth,
  hostInputsAt,
  hostOutputsAt,
  inputWidth,
  layerAt,
  memberBytes,
  outputWidth,
  parameterBytes,
  plan,
  rowBytes,
  rowTargets,
  secondAt,
  slotsAt,
  startsAt,
  stateBytes,
  statesAt,
  storeAt,
  weightsBytes,
} from './plan'
export { showState, step } from './step'
