export const states = {
  kept: 'What was kept',
  next: 'What to do',
  copyReport: 'Copy the report',
  reportCopied: 'Report copied',
  brokenTitle: 'This part of the window stopped working',
  brokenKept: 'Your library, queue and settings are untouched.',
  brokenNext: 'Open it again. If it stops once more, copy the report and restart Sillon.',
  openAgain: 'Open it again',
  progressCount: '{{done}} of {{total}}',
  progressRate: '{{rate}} per second',
  progressLeft: '{{duration}} left',
}
