import type { Fields, Saveable } from '../state/fields.ts'
import type { Engine, Learned, Place, Windows } from './engine.ts'
import { initialize } from './initialize.ts'
import type { LearnResult } from './network.ts'
import { type ResolvedLstmOptions, shapeOf } from './options.ts'
import type { Random } from './random.ts'
import { Schedule } from './schedule.ts'

/** The weights of a network, with moments and schedule, and what they learn. */
export class Learner<P extends Place = Place> implements Saveable {
  readonly engine: Engine<P>
  private readonly options: ResolvedLstmOptions
  private readonly schedule: Schedule

  /** @param random draws the first weights */
  constructor(engine: Engine<P>, options: ResolvedLstmOptions, random: Random) {
    this.engine = engine
    this.options = options
    engine.parameters = initialize(shapeOf(options), options.forgetBias, random, options.levels)
    this.schedule = new Schedule(options.learningRate, options.warmUp)
  }

  /** One update on the windows of some members. */
  update(members: readonly Windows<P>[]): Learned {
    const result = this.engine.learn(members, this.schedule.next)
    if (result.learned) this.schedule.advance()
    return result
  }

  state(fields: Fields): void {
    for (const name of rates) fields.constant(name, this.options[name])
    fields.part('schedule', this.schedule)
    fields.part('engine', this.engine)
  }
}

/** These can change from run to run. */
const rates = ['replays', 'loss', 'learningRate', 'warmUp', 'learnFrom', 'clipNorm'] as const

/** The result if there was nothing to learn from. */
export const nothing: LearnResult = { learned: false, loss: 0, gradientNorm: 0, rejected: false }
