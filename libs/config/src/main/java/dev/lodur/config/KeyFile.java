package dev.lodur.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/** Reads {@code loki-keys.txt}, whose head describes its format, into a {@link KeyRegistry}. */
final class KeyFile {
    private static final String RESOURCE = "loki-keys.txt";
    private static final String ROOT_BLOCK = "root";

    private final Map<String, Line> blocks = new HashMap<>();

    private KeyFile() {}

    static KeyRegistry read() {
        KeyFile file = new KeyFile();
        try (InputStream in = KeyFile.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing beside " + KeyFile.class.getName());
            }
            file.readBlocks(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        KeyNode root = new KeyNode(
                new KeySpec("", "", Kind.SECTION, List.of(), Map.of(), false, KeyState.USED, false, null, null, ""));
        file.addChildren(root, file.block(ROOT_BLOCK), new Above("", "", true, false));
        return new KeyRegistry(root);
    }

    private void readBlocks(BufferedReader in) throws IOException {
        Deque<Line> open = new ArrayDeque<>();
        for (String text = in.readLine(); text != null; text = in.readLine()) {
            if (text.isBlank() || text.startsWith("#")) {
                continue;
            }
            if (text.startsWith("block ")) {
                open.clear();
                open.push(new Line("block"));
                blocks.put(text.substring("block ".length()).strip(), open.element());
                continue;
            }
            int depth = (text.length() - text.stripLeading().length()) / 2 + 1;
            while (open.size() > depth) {
                open.pop();
            }
            Line line = new Line(text);
            open.element().children.add(line);
            open.push(line);
        }
    }

    private Line block(String name) {
        Line block = blocks.get(name);
        if (block == null) {
            throw new IllegalStateException("no block " + name + " in " + RESOURCE);
        }
        return block;
    }

    /** What the lines below a section take from it. */
    private record Above(String path, String flagPrefix, boolean flags, boolean unused) {
        String path(String name) {
            return path.isEmpty() ? name : path + "." + name;
        }

        Above below(Line line) {
            String path = path(line.name) + (line.kind == Kind.LIST ? "[]" : "");
            return new Above(path, line.flag(flagPrefix), hasFlags(line), unused || line.unused);
        }

        boolean hasFlags(Line line) {
            return flags && line.kind != Kind.LIST && !line.name.equals(KeyNode.ANY_NAME);
        }
    }

    private void addChildren(KeyNode parent, Line from, Above above) {
        for (String block : from.blocks) {
            addChildren(parent, block(block), above);
        }
        for (Line line : from.children) {
            if (line.name.isEmpty()) {
                addChildren(parent, line, above);
            } else {
                KeyNode node = new KeyNode(line.spec(above));
                addChildren(node, line, above.below(line));
                parent.add(node);
            }
        }
    }

    /** One line, with those that are indented below it. */
    private static final class Line {
        final List<Line> children = new ArrayList<>();
        final List<String> blocks = new ArrayList<>();
        String name = "";
        Kind kind = Kind.SECTION;
        private List<String> choices = List.of();
        private @Nullable String defaultText;
        private KeyState state = KeyState.ACCEPTED;
        private boolean unused;
        private boolean unsetMatters;
        private boolean planned;
        private @Nullable String flagToken;
        private @Nullable String replacedBy;
        private final String note;
        private final Object defaultValue;

        Line(String text) {
            int bar = text.indexOf(" | ");
            note = bar < 0 ? "" : text.substring(bar + 3).strip();
            boolean first = true;
            StringTokenizer tokens = new StringTokenizer(bar < 0 ? text : text.substring(0, bar));
            while (tokens.hasMoreTokens()) {
                readToken(tokens.nextToken(), first);
                first = false;
            }
            defaultValue = defaultText == null ? kind.empty() : kind.parse(defaultText);
        }

        private void readToken(String token, boolean first) {
            switch (token.charAt(0)) {
                case '@' -> blocks.add(token.substring(1));
                case '=' -> defaultText = token.substring(1);
                case '-', '+', '^' -> flagToken = token;
                case '>' -> replacedBy = token.substring(1);
                case '!' -> state = KeyState.REPLACED;
                case '~' -> unused = true;
                case '?' -> unsetMatters = true;
                case '%' -> planned = true;
                case '*' -> {
                    if (first) {
                        name = token;
                    } else {
                        state = KeyState.USED;
                    }
                }
                default -> readWord(token, first);
            }
        }

        private void readWord(String token, boolean first) {
            if (first) {
                name = token;
            } else if (token.startsWith("of:")) {
                kind = Kind.CHOICE;
                choices = List.of(token.substring("of:".length()).split("\\|"));
            } else {
                kind = Kind.valueOf(token.toUpperCase(Locale.ROOT));
            }
        }

        String flag(String prefix) {
            String token = flagToken == null ? "+" + name.replace('_', '-') : flagToken;
            return switch (token.charAt(0)) {
                case '-' -> token.substring(1);
                case '^' -> prefix;
                default -> prefix.isEmpty() ? token.substring(1) : prefix + "." + token.substring(1);
            };
        }

        KeySpec spec(Above above) {
            boolean ignored = state == KeyState.USED && (above.unused || unused);
            String flag = above.hasFlags(this) && kind.isScalar() ? flag(above.flagPrefix) : null;
            return new KeySpec(
                    above.path(name),
                    name,
                    kind,
                    choices,
                    defaultValue,
                    unsetMatters,
                    ignored ? KeyState.ACCEPTED : state,
                    planned,
                    flag,
                    replacedBy,
                    note);
        }
    }
}
