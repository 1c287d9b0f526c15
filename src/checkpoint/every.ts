/** How often the state is saved: in milliseconds, or in rows. */
export type Every = { readonly ms: number } | { readonly rows: number }
