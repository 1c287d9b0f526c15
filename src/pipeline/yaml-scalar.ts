/** A text as YAML writes it inside or outside of brackets: quoted where it would be read as something else. */
export function yamlScalar(text: string): string {
  const plain = /^[A-Za-z_./][\w./-]*( [\w./-]+)*$|^\d{4}-\d\d(-\d\d)?$|^\d+[a-z]+$/.test(text)
  return plain && !/^(true|false|null|yes|no|on|off)$/i.test(text) ? text : JSON.stringify(text)
}
