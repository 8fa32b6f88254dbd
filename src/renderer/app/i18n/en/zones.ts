export const zones = {
  title: 'Where you were',
  text: 'Every play belongs to a day of your own clock. Where a source tells no time zone, this list decides.',
  always: 'From the beginning',
  from: 'From',
  zone: 'Time zone',
  add: 'Add a journey',
  remove: 'Remove {{zone}}',
  save: 'Save',
  saved: 'The days of your plays are being found again',
  unchanged: 'Nothing had to be changed',
  invalid: 'This is not a moment.',
}
