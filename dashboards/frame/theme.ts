import { type Palette, readPalette } from './palette.ts'
import type { View, ViewState } from './view.ts'

const storageKey = 'rxcast-theme'

/**
 * Light, dark, or the system's theme. The choice is stored if the browser allows it. The palette is read again at every
 * change.
 */
export class Theme {
  palette: Palette
  private readonly view: View

  constructor(view: View, changed: () => void) {
    const kept = remembered()
    if (kept) view.set({ theme: kept })
    this.view = view
    this.palette = this.apply(view.state.theme)
    const again = () => {
      this.palette = this.apply(view.state.theme)
      changed()
    }
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', again)
    view.on((words) => {
      if (!words.has('theme')) return
      remember(view.state.theme)
      again()
    })
  }

  /** Paper is light, whatever the screen is. */
  onPaper(paper: boolean): void {
    this.palette = this.apply(paper ? 'light' : this.view.state.theme)
  }

  private apply(theme: ViewState['theme']): Palette {
    const dark = theme === 'dark' || (theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
    document.documentElement.dataset.theme = dark ? 'dark' : 'light'
    return readPalette()
  }
}

/** A page opened from disk may have no storage. */
function remembered(): ViewState['theme'] | undefined {
  try {
    const theme = localStorage.getItem(storageKey)
    return theme === 'light' || theme === 'dark' ? theme : undefined
  } catch {
    return undefined
  }
}

function remember(theme: ViewState['theme']): void {
  try {
    if (theme === 'auto') localStorage.removeItem(storageKey)
    else localStorage.setItem(storageKey, theme)
  } catch {
    // Then the choice lasts as long as the page.
  }
}
