// Every global style, in the order of the cascade.
import './layers.css'
import './fonts.css'
import './tokens.css'
import './mantine-tokens.css'
import './base.css'
import './mantine-styles.ts'
