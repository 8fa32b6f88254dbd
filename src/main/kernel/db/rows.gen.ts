// Generated from migrations/ by `npm run generate:rows`; not edited by hand.
import type { Generated } from 'kysely'

/** Every table of the library and the type of its rows. */
export type Rows = {
  access_tokens: {
    id: Generated<number>
    name: string
    tokenHash: string
    tokenMd5: string
    createdAt: number
    lastUsedAt: Generated<number | null>
  }
  account_loves: {
    accountId: number
    titleText: string
    artistText: string
    lovedAt: number
    trackId: Generated<number | null>
  }
  accounts: {
    id: Generated<number>
    service: string
    userName: string
    baseUrl: Generated<string>
    isPolled: Generated<number>
    isSentTo: Generated<number>
    addedAt: number
    lastPollAt: Generated<number | null>
    lastSuccessAt: Generated<number | null>
    lastErrorJson: Generated<string | null>
    pollJson: Generated<string | null>
    plays: Generated<number>
    backfillJson: Generated<string | null>
    removedAt: Generated<number | null>
  }
  album_artists: {
    albumId: number
    position: number
    artistId: number
    creditedName: string
    joinPhrase: Generated<string>
  }
  album_genres: {
    albumId: number
    genreId: number
  }
  albums: {
    id: Generated<number>
    title: string
    titleKey: string
    titleSort: string
    artistText: string
    artistKey: string
    artistSort: string
    kind: Generated<string>
    isCompilation: Generated<number>
    year: Generated<number | null>
    musicbrainzReleaseGroupId: Generated<string | null>
    discogsMasterId: Generated<number | null>
    mergedIntoId: Generated<number | null>
    coverHash: Generated<string | null>
    paletteJson: Generated<string | null>
    artworkSource: Generated<string | null>
    artworkCheckedAt: Generated<number | null>
    rating: Generated<number | null>
    lovedAt: Generated<number | null>
    addedAt: number
    durationMs: Generated<number>
    trackCount: Generated<number>
    fileCount: Generated<number>
    fileBytes: Generated<number>
    editionCount: Generated<number>
    copyCount: Generated<number>
    plays: Generated<number>
    heardMs: Generated<number>
    firstPlayedAt: Generated<number | null>
    lastPlayedAt: Generated<number | null>
  }
  artists: {
    id: Generated<number>
    name: string
    nameKey: string
    nameSort: string
    musicbrainzId: Generated<string | null>
    discogsId: Generated<number | null>
    spotifyId: Generated<string | null>
    mergedIntoId: Generated<number | null>
    imageHash: Generated<string | null>
    lovedAt: Generated<number | null>
    rating: Generated<number | null>
    albumCount: Generated<number>
    trackCount: Generated<number>
    plays: Generated<number>
    heardMs: Generated<number>
    lastPlayedAt: Generated<number | null>
    addedAt: number
  }
  corrections: {
    id: Generated<number>
    kind: string
    payloadJson: string
    texts: number
    plays: number
    createdAt: number
    undoneAt: Generated<number | null>
  }
  directories: {
    id: Generated<number>
    folderId: number
    parentId: Generated<number | null>
    path: string | Uint8Array
    sidecars: Generated<string | null>
  }
  directories_to_group: {
    directoryId: number
  }
  doubtful_plays: {
    playId: number
    otherId: number
    isRejected: Generated<number>
  }
  edition_tracks: {
    editionId: number
    trackId: number
    discNumber: Generated<number>
    trackNumber: Generated<number>
    position: Generated<string | null>
    discSubtitle: Generated<string | null>
  }
  editions: {
    id: Generated<number>
    albumId: number
    kind: string
    title: string
    disambiguation: Generated<string | null>
    year: Generated<number | null>
    label: Generated<string | null>
    catalogNumber: Generated<string | null>
    barcode: Generated<string | null>
    media: Generated<string | null>
    musicbrainzReleaseId: Generated<string | null>
    discogsReleaseId: Generated<number | null>
    artistKey: Generated<string>
    titleKey: Generated<string>
    musicbrainzReleaseGroupId: Generated<string | null>
    discogsMasterId: Generated<number | null>
    directoryId: Generated<number | null>
    addedAt: number
  }
  file_failures: {
    id: Generated<number>
    directoryId: number
    name: string | Uint8Array
    size: number
    mtimeUs: number
    reason: string
    toldJson: string
    failedAt: number
  }
  files: {
    id: Generated<number>
    directoryId: number
    name: string | Uint8Array
    size: number
    mtimeUs: number
    audioHash: Generated<Uint8Array | null>
    trackId: Generated<number | null>
    editionId: Generated<number | null>
    container: string
    codec: string
    durationMs: Generated<number | null>
    bitrate: Generated<number | null>
    sampleRate: Generated<number | null>
    channels: Generated<number | null>
    bitsPerSample: Generated<number | null>
    isLossless: Generated<number>
    hasCover: Generated<number>
    title: Generated<string | null>
    artistText: Generated<string | null>
    albumArtistText: Generated<string | null>
    albumText: Generated<string | null>
    year: Generated<number | null>
    discNumber: Generated<number | null>
    trackNumber: Generated<number | null>
    genreText: Generated<string | null>
    trackGain: Generated<number | null>
    trackPeak: Generated<number | null>
    albumGain: Generated<number | null>
    albumPeak: Generated<number | null>
    tagsJson: string
    warningsJson: Generated<string | null>
    addedAt: number
    readAt: number
    missingSince: Generated<number | null>
  }
  genres: {
    id: Generated<number>
    name: string
    nameKey: string
  }
  heard_text_names: {
    artistKey: string
    heardTextId: number
  }
  heard_texts: {
    id: Generated<number>
    artistText: string
    titleText: string
    albumText: Generated<string>
    albumArtistText: Generated<string>
    recordingMbid: Generated<string>
    pinnedTrackId: Generated<number>
    artistKey: string
    titleKey: string
    artistName: string
    titleName: string
    albumName: Generated<string>
    trackId: Generated<number | null>
    albumId: Generated<number | null>
    artistId: Generated<number | null>
    matchedBy: string
    isHidden: Generated<number>
    plays: Generated<number>
    skips: Generated<number>
    heardMs: Generated<number>
    firstPlayedAt: Generated<number | null>
    lastPlayedAt: Generated<number | null>
  }
  images: {
    id: Generated<number>
    entity: string
    entityId: number
    kind: string
    source: string
    contentHash: string
    width: number
    height: number
    bytes: number
    paletteJson: string
    isChosen: Generated<number>
    foundAt: number
  }
  import_files: {
    importId: number
    position: number
    rows: number
    isDone: number
    reportJson: string
  }
  import_loves: {
    importId: number
    trackId: number
    lovedAt: number
  }
  imports: {
    id: Generated<number>
    name: string
    optionsJson: string
    state: string
    reportJson: string
    startedAt: number
    endedAt: Generated<number | null>
    undoneAt: Generated<number | null>
  }
  job_lanes: {
    lane: string
    pausedUntil: Generated<number | null>
    reasonJson: Generated<string | null>
  }
  jobs: {
    id: Generated<number>
    type: string
    payloadJson: string
    lane: string
    dedupeKey: Generated<string | null>
    state: string
    subject: Generated<string | null>
    attempts: Generated<number>
    maxAttempts: Generated<number>
    priority: Generated<number>
    runAfter: number
    progressJson: Generated<string | null>
    resultJson: Generated<string | null>
    errorCode: Generated<string | null>
    toldJson: Generated<string | null>
    createdAt: number
    startedAt: Generated<number | null>
    endedAt: Generated<number | null>
  }
  library_folders: {
    id: Generated<number>
    path: string | Uint8Array
    addedAt: number
    scannedAt: Generated<number | null>
    missingSince: Generated<number | null>
    isWatched: Generated<number>
    isNetwork: Generated<number>
    rescanMinutes: Generated<number | null>
  }
  library_version: {
    id: Generated<number>
    catalogue: number
    plays: number
  }
  listener_zones: {
    fromAt: number
    zone: string
  }
  listening_history: {
    id: Generated<number>
    heardTextId: number
    fileId: Generated<number | null>
    startedAt: number
    zone: string
    localDay: number
    durationMs: Generated<number | null>
    heardMs: Generated<number | null>
    how: string
    isCounted: number
    heartbeatAt: Generated<number | null>
    deletedAt: Generated<number | null>
    wasCounted: Generated<number | null>
  }
  lyrics: {
    fileId: number
    source: string
    isSynced: number
    text: string
  }
  move_candidates: {
    newFileId: number
    missingFileId: number
    isRejected: Generated<number>
  }
  needle_plays: {
    sessionId: number
    startedAt: number
    rowKey: number
    heardMs: number
  }
  needle_sessions: {
    id: Generated<number>
    albumId: number
    side: string
    how: string
    startedAt: number
    tracksJson: string
    turnsJson: string
    endedAt: Generated<number | null>
    isClosed: Generated<number>
  }
  play_figures: {
    id: Generated<number>
    titleText: string
    artistText: string
    albumText: string
    albumArtistText: string
    source: string
    total: number
    importId: number
  }
  play_months: {
    month: number
    heardTextId: number
    plays: number
    heardMs: number
  }
  play_upkeep: {
    id: Generated<number>
    isByHand: number
  }
  play_witnesses: {
    id: Generated<number>
    playId: number
    source: string
    accountId: Generated<number | null>
    importId: Generated<number | null>
    rowKey: number
    startedAt: number
    precisionMs: Generated<number | null>
    zone: Generated<string | null>
    heardTextId: number
    durationMs: Generated<number | null>
    heardMs: Generated<number | null>
    how: string
    isCounted: number
    rawJson: Generated<string | null>
  }
  playback_state: {
    id: Generated<number>
    itemId: Generated<number | null>
    trackId: Generated<number | null>
    followingId: Generated<number | null>
    positionMs: number
    repeatMode: string
    volume: number
    isMuted: number
    lastItemId: number
  }
  queue_versions: {
    version: number
    changedAt: number
    itemsJson: string
    shuffledJson: Generated<string | null>
    currentItemId: Generated<number | null>
  }
  schedules: {
    name: string
    jobType: string
    payloadJson: string
    cron: string
    isEnabled: Generated<number>
    nextRunAt: Generated<number | null>
    lastRunAt: Generated<number | null>
    lastJobId: Generated<number | null>
  }
  search_words: {
    word: string
  }
  sendings: {
    id: Generated<number>
    accountId: number
    kind: string
    playId: Generated<number | null>
    trackId: Generated<number | null>
    state: string
    attempts: Generated<number>
    runAfter: number
    enqueuedAt: number
    endedAt: Generated<number | null>
    sentJson: Generated<string | null>
    answerJson: Generated<string | null>
  }
  settings: {
    key: string
    valueJson: string
    updatedAt: number
  }
  track_artists: {
    trackId: number
    position: number
    artistId: number
    creditedName: string
    joinPhrase: Generated<string>
  }
  track_genres: {
    trackId: number
    genreId: number
  }
  track_keys: {
    titleKey: string
    artistKey: string
    trackId: number
  }
  tracks: {
    id: Generated<number>
    albumId: Generated<number | null>
    title: string
    titleKey: string
    titleSort: string
    artistText: string
    artistKey: string
    artistSort: string
    albumText: Generated<string | null>
    albumSort: Generated<string>
    discNumber: Generated<number | null>
    trackNumber: Generated<number | null>
    year: Generated<number | null>
    genreText: Generated<string | null>
    durationMs: Generated<number | null>
    bpm: Generated<number | null>
    musicalKey: Generated<string | null>
    composerText: Generated<string | null>
    musicbrainzRecordingId: Generated<string | null>
    mergedIntoId: Generated<number | null>
    rating: Generated<number | null>
    lovedAt: Generated<number | null>
    addedAt: number
    isOnDisk: Generated<number>
    bestFileId: Generated<number | null>
    codec: Generated<string | null>
    bitrate: Generated<number | null>
    sampleRate: Generated<number | null>
    bitsPerSample: Generated<number | null>
    isLossless: Generated<number | null>
    plays: Generated<number>
    skips: Generated<number>
    heardMs: Generated<number>
    firstPlayedAt: Generated<number | null>
    lastPlayedAt: Generated<number | null>
  }
  tracks_to_match: {
    trackId: number
  }
}
