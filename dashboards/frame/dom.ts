type Attributes = Record<string, string | number | boolean | ((event: never) => void) | undefined>

/**
 * Creates an element. Attributes such as `onclick` are event listeners; strings among the children become text, never
 * HTML.
 */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue
    if (typeof value === 'function') element.addEventListener(name.slice(2), value as EventListener)
    else element.setAttribute(name, value === true ? '' : String(value))
  }
  element.append(...children)
  return element
}

/** Sets the text of an element if it differs, so that screen readers announce changes only. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text
}

/** Sets the options of a select, and replaces them only if they differ. */
export function setOptions(
  select: HTMLSelectElement,
  options: readonly (readonly [value: string, text: string])[],
  chosen: string,
) {
  const key = JSON.stringify(options)
  if (select.dataset.options !== key) {
    select.dataset.options = key
    select.replaceChildren(...options.map(([value, text]) => h('option', { value }, text)))
  }
  if (select.value !== chosen) select.value = chosen
}
