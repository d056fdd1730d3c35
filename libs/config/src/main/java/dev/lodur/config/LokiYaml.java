package dev.lodur.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads a configuration file strictly: every key must be in the registry and every value of its kind. What is wrong goes
 * to {@link Problems} with file and line, and reading goes on.
 *
 * <p>An empty value leaves a key at its default. Anchors, aliases and merge keys ({@code <<}) work; {@link YamlEntries} bounds
 * what they may blow up to. One reader reads one file.
 */
final class LokiYaml {
    private final String file;
    private final Settings settings;
    private final Problems problems;
    private final YamlEntries entries;

    LokiYaml(String file, Settings settings, Problems problems) {
        this.file = file;
        this.settings = settings;
        this.problems = problems;
        this.entries = new YamlEntries(file, problems);
    }

    /** Reads a whole file into the settings. */
    void read(String text) {
        MappingNode top = YamlText.parse(file, text, problems);
        if (top != null) {
            readSection(top, settings.keys().root(), "", false, 0);
        }
    }

    /** Reads one section of a file that is already parsed. */
    void readSection(MappingNode mapping, KeyNode section, String path) {
        readSection(mapping, section, path, false, 0);
    }

    private void readSection(MappingNode mapping, KeyNode section, String path, boolean replaced, int depth) {
        entries.of(mapping).forEach((name, entry) -> {
            KeyNode key = section.child(name);
            if (key == null) {
                unknown(entry.getKeyNode(), name, section);
            } else if (entries.fits(entry.getValueNode(), depth)) {
                readValue(entry.getValueNode(), key, path.isEmpty() ? name : path + "." + name, replaced, depth + 1);
            }
        });
    }

    private void readValue(Node value, KeyNode key, String path, boolean replaced, int depth) {
        if (value.getTag().equals(Tag.NULL)) {
            return;
        }
        KeySpec spec = key.spec();
        boolean isReplaced = spec.state() == KeyState.REPLACED;
        if (isReplaced && !replaced) {
            problems.warn(where(value), path + " is not used: " + spec.note());
        }
        switch (spec.kind()) {
            case SECTION -> {
                if (value instanceof MappingNode mapping) {
                    readSection(mapping, key, path, replaced || isReplaced, depth);
                } else {
                    wrongKind(value, spec, path);
                }
            }
            case LIST -> readList(value, key, path, depth);
            case MAP -> readMap(value, spec, path);
            case ANY -> put(spec, path, plain(value, depth), value);
            case STRINGS -> readStrings(value, spec, path);
            case STRING, SECRET, CHOICE, BOOL, INT, PORT, FLOAT, DURATION, PROM, SIZE, DATE ->
                readScalar(value, spec, path);
        }
    }

    private void readList(Node value, KeyNode key, String path, int depth) {
        if (!(value instanceof SequenceNode sequence)) {
            wrongKind(value, key.spec(), path);
            return;
        }
        int count = 0;
        for (Node item : sequence.getValue()) {
            String itemPath = path + "[" + count + "]";
            if (!(item instanceof MappingNode mapping)) {
                wrongKind(item, key.spec(), itemPath);
            } else if (entries.fits(item, depth)) {
                readSection(mapping, key, itemPath, false, depth + 1);
            }
            count++;
        }
        put(key.spec(), path, (long) count, value);
    }

    private void readMap(Node value, KeySpec spec, String path) {
        if (!(value instanceof MappingNode mapping)) {
            wrongKind(value, spec, path);
            return;
        }
        Map<String, String> texts = new LinkedHashMap<>();
        entries.of(mapping).forEach((name, entry) -> {
            if (entry.getValueNode() instanceof ScalarNode scalar) {
                texts.put(name, scalar.getValue());
            } else {
                wrongKind(entry.getValueNode(), spec, path + "." + name);
            }
        });
        put(spec, path, texts, value);
    }

    private void readStrings(Node value, KeySpec spec, String path) {
        if (value instanceof ScalarNode) {
            readScalar(value, spec, path);
            return;
        }
        if (!(value instanceof SequenceNode sequence)) {
            wrongKind(value, spec, path);
            return;
        }
        List<String> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            if (item instanceof ScalarNode scalar) {
                items.add(scalar.getValue());
            } else {
                wrongKind(item, spec, path);
            }
        }
        put(spec, path, List.copyOf(items), value);
    }

    private void readScalar(Node value, KeySpec spec, String path) {
        if (!(value instanceof ScalarNode scalar)) {
            wrongKind(value, spec, path);
            return;
        }
        try {
            put(spec, path, spec.parse(scalar.getValue(), path), value);
        } catch (IllegalArgumentException e) {
            problems.error(where(value), String.valueOf(e.getMessage()));
        }
    }

    private void put(KeySpec spec, String path, Object value, Node node) {
        settings.put(new Setting(spec, path, value, where(node)));
    }

    /** A value that nobody looks into, as maps, lists and texts. */
    private Object plain(Node value, int depth) {
        if (!entries.fits(value, depth)) {
            return "";
        }
        return switch (value) {
            case MappingNode mapping -> {
                Map<String, Object> map = new LinkedHashMap<>();
                entries.of(mapping).forEach((name, entry) -> map.put(name, plain(entry.getValueNode(), depth + 1)));
                yield map;
            }
            case SequenceNode sequence ->
                sequence.getValue().stream().map(item -> plain(item, depth + 1)).toList();
            default -> value instanceof ScalarNode scalar ? scalar.getValue() : "";
        };
    }

    private void unknown(Node key, String name, KeyNode section) {
        String path = section.spec().path();
        List<String> known = section.children().stream()
                .map(child -> child.spec().name())
                .filter(child -> !child.equals(KeyNode.ANY_NAME))
                .toList();
        KeySpec elsewhere = settings.keys().byName(name);
        String nearest =
                elsewhere == null ? (path.isEmpty() ? "" : path + ".") + NearestName.of(name, known) : elsewhere.path();
        problems.error(
                where(key),
                "field " + YamlText.shown(name) + " not found in " + (path.isEmpty() ? "the file's top level" : path)
                        + ": the nearest known key is " + nearest);
    }

    private void wrongKind(Node value, KeySpec spec, String path) {
        String found = switch (value) {
            case MappingNode mapping -> "a mapping";
            case SequenceNode sequence -> "a list";
            default -> "\"" + YamlText.shown(value instanceof ScalarNode scalar ? scalar.getValue() : "") + "\"";
        };
        problems.error(
                where(value),
                path + " is " + found + ", expected " + spec.kind().expected());
    }

    private String where(Node node) {
        return YamlText.where(file, node);
    }
}
