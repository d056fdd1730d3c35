package dev.lodur.compaction.retention;

import java.util.List;

/** Cells in columns that are as wide as their widest cell; the last one is as long as it is. */
record TextTable(List<String[]> rows) {
    String text() {
        int columns = rows.getFirst().length;
        int[] widths = new int[columns];
        for (String[] row : rows) {
            for (int i = 0; i < columns - 1; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            for (int i = 0; i < columns - 1; i++) {
                text.append(row[i]).repeat(' ', widths[i] - row[i].length() + 2);
            }
            text.append(row[columns - 1]).append('\n');
        }
        return text.toString();
    }
}
