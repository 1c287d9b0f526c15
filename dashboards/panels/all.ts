import type { Layout } from '../../src/recording/wire.ts'
import type { Panel } from '../frame/scene.ts'
import type { Stage } from '../frame/stage.ts'
import type { View, ViewState } from '../frame/view.ts'
import { AnswerPanel } from './answer-panel.ts'
import { CellPanel } from './cell-panel.ts'
import { ForecastPanel } from './forecast-panel.ts'
import { LeadPanel } from './lead-panel.ts'
import { MarksPanel } from './marks-panel.ts'
import type { OverviewPanel } from './overview-panel.ts'
import { ReliabilityPanel } from './reliability-panel.ts'
import { ResidualPanel } from './residual-panel.ts'
import { RibbonPanel } from './ribbon-panel.ts'
import { RollingPanel } from './rolling-panel.ts'
import { ScorePanel } from './score-panel.ts'
import { ValuesPanel } from './values-panel.ts'
import { WeightsPanel } from './weights-panel.ts'

/** Panels that belong together. The style sheet arranges groups by the space available. */
export interface Group {
  readonly name: 'answer' | 'verdict' | 'view' | 'inside' | 'scores' | 'words'
  readonly panels: readonly Panel[]
}

/** The panels for a run from top to bottom, without those that have nothing to show. */
export function groupsOf(layout: Layout, view: View, stage: Stage, overview: OverviewPanel): Group[] {
  const pick = (change: Partial<ViewState>) => view.set(change)
  const groups: Group[] = [
    { name: 'answer', panels: [new AnswerPanel((lead) => pick({ lead }))] },
    { name: 'verdict', panels: [new ScorePanel()] },
    { name: 'view', panels: [new ForecastPanel(layout, stage, view), new RibbonPanel(stage), overview] },
    {
      name: 'inside',
      panels: [
        ...(layout.experts.length > 1 ? [new WeightsPanel(layout, stage)] : []),
        ...(layout.cells.length > 0 ? [new CellPanel(layout, stage, pick)] : []),
      ],
    },
    {
      name: 'scores',
      panels: [
        ...(layout.outcomes ? [new ReliabilityPanel()] : [new ResidualPanel(stage), new RollingPanel(stage, pick)]),
        new LeadPanel((lead) => pick({ lead })),
      ],
    },
    { name: 'words', panels: [new MarksPanel(), new ValuesPanel()] },
  ]
  return groups.filter(({ panels }) => panels.length > 0)
}
