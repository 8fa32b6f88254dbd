type Millions<Key> = Key extends `${infer Base}_other` ? `${Base}_many` : never

/**
 * The shape of a French group: every key of the English one, and a `_many` form beside each `_other`.
 * French counts whole millions differently, but the figure is always written out in full here, so `_many` reads like `_other`.
 */
export type French<English> = {
  readonly [Key in keyof English | Millions<keyof English>]: Key extends keyof English ? (English[Key] extends string ? string : French<English[Key]>) : string
}
