// Exported although nobody outside calls it: inlined into the whole update it shares registers with it and is 4 to 7 % slower.
export { adam } from './adam'
export { learn, loss, norm } from './learn'
export {
  firstAt,
  gradientAt,
  headAt,
  hiddenWidth,
  inputWidth,
  layerAt,
  outputWidth,
  parameterBytes,
  parametersAt,
  plan,
  rowBytes,
  rowState,
  rowTargets,
  secondAt,
  shownCellsAt,
  shownInputsAt,
  shownOutputsAt,
  startsAt,
  stateAt,
  storeAt,
} from './plan'
export { showState, step } from './step'
