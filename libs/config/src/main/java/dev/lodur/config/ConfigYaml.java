package dev.lodur.config;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes the configuration in force as YAML, every key with its value or default, secrets as eight stars. */
final class ConfigYaml {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_./][A-Za-z0-9_./-]*");
    private static final Pattern WORD = Pattern.compile("(?i)true|false|yes|no|on|off|y|n|null|~");
    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(secret|password|token(?!i)|credential|access_key|account_key|connection_string).*");

    private final Settings settings;
    private final StringBuilder out = new StringBuilder();

    private ConfigYaml(Settings settings) {
        this.settings = settings;
    }

    static String print(Settings settings) {
        ConfigYaml yaml = new ConfigYaml(settings);
        yaml.printSection(settings.keys().root(), "", "");
        return yaml.out.toString();
    }

    private void printSection(KeyNode section, String path, String indent) {
        for (String name : names(section, path)) {
            KeyNode key = section.child(name);
            String keyPath = path.isEmpty() ? name : path + "." + name;
            if (key != null && isShown(key.spec(), keyPath)) {
                printKey(key, name, keyPath, indent);
            }
        }
    }

    /** The names that the registry knows, and those set where any name may stand. */
    private Collection<String> names(KeyNode section, String path) {
        Set<String> names = new LinkedHashSet<>();
        section.children().forEach(child -> names.add(child.spec().name()));
        if (names.remove(KeyNode.ANY_NAME)) {
            settings.all().stream()
                    .map(Setting::path)
                    .filter(set -> set.startsWith(path + "."))
                    .map(set -> set.substring(path.length() + 1).split("\\.", 2)[0])
                    .forEach(names::add);
        }
        return names;
    }

    private boolean isShown(KeySpec spec, String path) {
        boolean always = spec.state() != KeyState.REPLACED && !spec.unsetMatters() && hasDefault(spec.kind());
        return always || settings.isSet(path) || settings.isSetBelow(path);
    }

    private static boolean hasDefault(Kind kind) {
        return kind.isScalar() || kind == Kind.SECTION;
    }

    private void printKey(KeyNode key, String name, String path, String indent) {
        KeySpec spec = key.spec();
        switch (spec.kind()) {
            case SECTION -> {
                int before = out.length();
                out.append(indent).append(name).append(":\n");
                int head = out.length();
                printSection(key, path, indent + "  ");
                if (out.length() == head) {
                    out.setLength(before);
                }
            }
            case LIST -> printList(key, name, path, indent);
            case MAP, ANY, STRINGS -> printAny(name, settings.value(path), indent);
            case STRING, SECRET, CHOICE -> printText(name, spec.kind().format(settings.value(path)), indent);
            case BOOL, INT, PORT, FLOAT, DURATION, PROM, SIZE, DATE ->
                out.append(indent)
                        .append(name)
                        .append(": ")
                        .append(spec.kind().format(settings.value(path)))
                        .append('\n');
        }
    }

    private void printList(KeyNode key, String name, String path, String indent) {
        int count = settings.count(path);
        out.append(indent).append(name).append(count == 0 ? ": []\n" : ":\n");
        for (int i = 0; i < count; i++) {
            int start = out.length();
            printSection(key, path + "[" + i + "]", indent + "    ");
            out.replace(start + indent.length() + 2, start + indent.length() + 3, "-");
        }
    }

    private void printAny(String name, Object value, String indent) {
        switch (value) {
            case Map<?, ?> map -> {
                out.append(indent).append(text(name)).append(map.isEmpty() ? ": {}\n" : ":\n");
                map.forEach((key, item) -> printAny(String.valueOf(key), item, indent + "  "));
            }
            case List<?> list -> {
                out.append(indent).append(text(name)).append(list.isEmpty() ? ": []\n" : ":\n");
                list.forEach(item -> printItem(item, indent));
            }
            default -> printText(name, String.valueOf(value), indent);
        }
    }

    private void printItem(Object item, String indent) {
        if (item instanceof Map<?, ?> map && !map.isEmpty()) {
            int start = out.length();
            map.forEach((key, value) -> printAny(String.valueOf(key), value, indent + "  "));
            out.replace(start + indent.length(), start + indent.length() + 1, "-");
        } else {
            out.append(indent).append("- ").append(text(String.valueOf(item))).append('\n');
        }
    }

    private void printText(String name, String value, String indent) {
        boolean masked = !value.isEmpty() && SECRET_NAME.matcher(name).matches() && !name.startsWith("tokens_file");
        out.append(indent).append(text(name)).append(": ");
        out.append(text(masked ? Secret.MASK : value)).append('\n');
    }

    private static String text(String value) {
        if (PLAIN.matcher(value).matches() && !WORD.matcher(value).matches()) {
            return value;
        }
        StringBuilder quoted = new StringBuilder("\"");
        value.chars().forEach(c -> {
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append((char) c);
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7f) {
                        quoted.append(String.format("\\x%02x", c));
                    } else {
                        quoted.append((char) c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
