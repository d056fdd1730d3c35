package dev.lodur.wal;

/** When an appended record is forced to the disk. */
public enum WalSync {
    /** Before it is acknowledged, together with the records that wait at the same time. */
    ALWAYS,
    /** At an interval; a loss of power loses what was acknowledged since the last one. */
    INTERVAL,
    /** When the system likes; a death of the process loses nothing, a loss of power may lose everything. */
    NEVER
}
