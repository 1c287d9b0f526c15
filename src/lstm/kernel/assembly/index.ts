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
