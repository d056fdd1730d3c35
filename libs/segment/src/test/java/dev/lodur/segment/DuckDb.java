package dev.lodur.segment;

import dev.lodur.model.Entry;
import dev.lodur.model.Labels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads segments as a stranger does: with DuckDB, which knows Parquet and nothing of Lodur. */
final class DuckDb implements AutoCloseable {
    private final Connection connection;
    private final Path file;

    DuckDb(byte[] segment) {
        try {
            file = Files.createTempFile("segment", ".parquet");
            Files.write(file, segment);
            connection = DriverManager.getConnection("jdbc:duckdb:");
        } catch (SQLException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One value, with {@code %s} standing for the file. */
    Object value(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql.replace("%s", "'" + file + "'"))) {
            result.next();
            return result.getObject(1);
        }
    }

    /** The names of the columns in their order. */
    List<String> columns() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select * from '" + file + "' limit 0")) {
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                names.add(result.getMetaData().getColumnName(i));
            }
            return names;
        }
    }

    /** All rows, given which label and which metadata key each column stands for. */
    List<TestSegment.Row> rows(Map<String, String> labelOfColumn, Map<String, String> keyOfColumn) throws SQLException {
        List<TestSegment.Row> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select epoch_ns(\"timestamp\") as ns, * from read_parquet('"
                        + file + "', file_row_number = true) order by file_row_number")) {
            ResultSetMetaData columns = result.getMetaData();
            while (result.next()) {
                rows.add(row(result, columns, labelOfColumn, keyOfColumn));
            }
        }
        return rows;
    }

    private static TestSegment.Row row(
            ResultSet result,
            ResultSetMetaData columns,
            Map<String, String> labelOfColumn,
            Map<String, String> keyOfColumn)
            throws SQLException {
        Map<String, String> labels = new TreeMap<>();
        Map<String, String> metadata = new TreeMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String name = columns.getColumnName(i);
            Object value = result.getObject(i);
            if (name.equals("labels")) {
                putAll(labels, value);
            } else if (name.equals("metadata")) {
                putAll(metadata, value);
            } else if (labelOfColumn.containsKey(name) && value != null) {
                labels.put(labelOfColumn.get(name), (String) value);
            } else if (keyOfColumn.containsKey(name) && value != null) {
                metadata.put(keyOfColumn.get(name), (String) value);
            }
        }
        if (result.getLong("ns") != result.getLong("timestamp_ns")) {
            throw new AssertionError("timestamp and timestamp_ns differ");
        }
        Entry entry = new Entry(result.getLong("ns"), result.getString("line"), Labels.of(metadata));
        return new TestSegment.Row(Labels.of(labels), entry);
    }

    private static void putAll(Map<String, String> to, Object map) {
        ((Map<?, ?>) map).forEach((key, value) -> to.put((String) key, (String) value));
    }

    /** A map of each name to itself. */
    static Map<String, String> same(List<String> names) {
        Map<String, String> map = new HashMap<>();
        names.forEach(name -> map.put(name, name));
        return map;
    }

    @Override
    public void close() {
        try {
            connection.close();
            Files.delete(file);
        } catch (SQLException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
