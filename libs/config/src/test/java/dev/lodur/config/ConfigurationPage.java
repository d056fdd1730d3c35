package dev.lodur.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes {@code docs/configuration.md} from the registry of keys. */
final class ConfigurationPage {
    private static final String HEAD = """
            # Configuration

            This page is written by `ConfigurationPageTest` from `loki-keys.txt`, the registry that the program itself reads.
            After a change: `./lodur test -pl libs/config -am -Dtest=ConfigurationPageTest
            -Dsurefire.failIfNoSpecifiedTests=false -Dlodur.docs.write=true`.

            Lodur reads Loki's configuration file, `-config.file=loki.yml`, with Loki's names and units. Every key of Loki's is
            known, old ones too. What is not known is an error with its file, line and the nearest name.

            **Used**: the value is obeyed. **No effect**: the value is checked, the last column says how Lodur does it.
            **Replaced**: as before, and a warning at start says so. Keys marked *Lodur* are not Loki's.

            ## Where values come from
            The first of these that has a value wins:

            1. flags: `-ingester.chunks-idle-period=1m`, Loki's names, or a key's path with dashes,
               `-ingester.chunk-idle-period=1m`
            2. system properties of Java: `-Dlodur.ingester.chunk-idle-period=1m`
            3. the environment: `LODUR_INGESTER_CHUNK_IDLE_PERIOD=1m`
            4. the file; with `-config.expand-env=true`, `${NAME}` and `${NAME:-default}` in it stand for variables
            5. Consul's key `consul_kv.settings_key`, a properties file: `lodur.ingester.chunk-idle-period=1m`
            6. `common`, for what several roles share
            7. the default

            Properties exist for every key that has one value, not for those inside lists (marked `[]`). Durations: `1h30m`;
            where the type says so also days and weeks: `7d`, `2w`. Sizes: `256KB`, `4GB`, powers of 1024.

            Limits of single tenants stand in the files of `runtime_config.file` and in Consul's key
            `consul_kv.overrides_key`: a section of `limits_config` for each tenant.

            ```yaml
            overrides:
              tenant-a:
                ingestion_rate_mb: 10
                retention_period: 4w
            ```

            Key by key, a later file wins over an earlier one and Consul over the files. Both are followed while the process
            runs; a text with mistakes is logged and the last good one stays in force.

            ## Flags of the process
            """;

    private final StringBuilder out = new StringBuilder(HEAD);

    private ConfigurationPage() {}

    static String write() {
        ConfigurationPage page = new ConfigurationPage();
        page.writeSwitches();
        KeyNode root = KeyRegistry.loki().root();
        page.writeSection(
                "The top level",
                "",
                root.children().stream().filter(ConfigurationPage::isValue).toList());
        root.children().stream()
                .filter(key -> !isValue(key))
                .forEach(section -> page.writeSection(
                        "`" + section.spec().name() + "`", section.spec().note(), List.of(section)));
        return page.out.toString();
    }

    private void writeSwitches() {
        out.append("| flag | what it does |\n|---|---|\n");
        CommandLine.ownFlags()
                .forEach((name, text) -> out.append("| `-")
                        .append(name)
                        .append("` | ")
                        .append(cell(text))
                        .append(" |\n"));
    }

    /** Whether the key holds a value, and no keys. */
    private static boolean isValue(KeyNode key) {
        return key.children().isEmpty();
    }

    private void writeSection(String title, String note, List<KeyNode> keys) {
        List<Row> rows = new ArrayList<>();
        keys.forEach(key -> collect(key, "", rows));
        out.append("\n## ").append(title).append('\n');
        if (!note.isEmpty()) {
            out.append(Character.toUpperCase(note.charAt(0)))
                    .append(note.substring(1))
                    .append(".\n");
        }
        writeTable(
                "what it does",
                rows.stream().filter(row -> row.state == KeyState.USED).toList());
        writeTable(
                "what Lodur does instead",
                rows.stream().filter(row -> row.state != KeyState.USED).toList());
    }

    /** A key with the text about it, its own or that of the section which has no effect as a whole. */
    private record Row(KeySpec key, KeyState state, String text) {}

    private static void collect(KeyNode node, String textAbove, List<Row> rows) {
        KeySpec key = node.spec();
        String text = textAbove.isEmpty() && !key.note().isEmpty() ? key.note() : textAbove;
        if (key.kind() != Kind.SECTION && key.kind() != Kind.LIST) {
            rows.add(new Row(key, key.state(), text));
        }
        String textBelow = hasUsed(node) ? "" : text;
        node.children().forEach(child -> collect(child, textBelow, rows));
    }

    private static boolean hasUsed(KeyNode node) {
        return node.spec().state() == KeyState.USED || node.children().stream().anyMatch(ConfigurationPage::hasUsed);
    }

    private void writeTable(String textTitle, List<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        boolean used = rows.getFirst().state == KeyState.USED;
        out.append("\n| key | flag | type | default | ").append(used ? "" : "state | ");
        out.append(textTitle)
                .append(" |\n|---|---|---|---|")
                .append(used ? "" : "---|")
                .append("---|\n");
        for (Row row : rows) {
            KeySpec key = row.key;
            String state = row.state == KeyState.REPLACED ? "replaced" : "no effect";
            String cells = Stream.of(
                            code(key.path()),
                            key.flag() == null ? "" : code("-" + key.flag()),
                            type(key),
                            code(key.unsetMatters() ? "" : defaultText(key)))
                    .collect(Collectors.joining(" | "));
            out.append("| ").append(cells).append(" | ").append(used ? "" : state + " | ");
            out.append(cell(row.text)).append(" |\n");
        }
    }

    private static String defaultText(KeySpec key) {
        return key.kind().isScalar() ? key.kind().format(key.defaultValue()) : "";
    }

    private static String type(KeySpec key) {
        return switch (key.kind()) {
            case CHOICE ->
                key.choices().stream().map(choice -> "`" + choice + "`").collect(Collectors.joining(", "));
            case DURATION -> "duration";
            case PROM -> "duration, also `7d`, `2w`";
            case SIZE -> "size";
            case PORT -> "port";
            case DATE -> "date";
            case SECRET -> "text, secret";
            default -> key.kind().expected().replaceFirst("^an? ", "");
        };
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + cell(text) + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
