package dev.lodur.config;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Parses YAML into nodes, which know their lines, without making objects of them. Bounded: 4 MiB of text, 50 levels, 32
 * aliases of collections.
 */
final class YamlText {
    private static final int TEXT_LENGTH_MAX = 4 << 20;
    private static final int NESTING_MAX = 50;
    private static final int ALIASES_MAX = 32;
    private static final int SHOWN_LENGTH_MAX = 80;

    private YamlText() {}

    /** The mapping at the top; null where the text is empty or wrong, which is then among the problems. */
    static @Nullable MappingNode parse(String file, String text, Problems problems) {
        try {
            Node top = compose(text);
            if (top == null || top.getTag().equals(Tag.NULL)) {
                return null;
            }
            if (top instanceof MappingNode mapping) {
                return mapping;
            }
            problems.error(where(file, top), "the file is not a mapping of keys to values");
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            String where = mark == null ? file : file + ":" + (mark.getLine() + 1);
            problems.error(where, "not valid YAML: " + (e.getProblem() == null ? e.getContext() : e.getProblem()));
        } catch (YAMLException e) {
            problems.error(file, "not valid YAML: " + firstLine(String.valueOf(e.getMessage())));
        }
        return null;
    }

    private static @Nullable Node compose(String text) {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(TEXT_LENGTH_MAX);
        limits.setNestingDepthLimit(NESTING_MAX);
        limits.setMaxAliasesForCollections(ALIASES_MAX);
        limits.setAllowRecursiveKeys(false);
        StreamReader reader = new StreamReader(text);
        return new Composer(new ParserImpl(reader, limits), new Resolver(), limits).getSingleNode();
    }

    /** The place of a node: {@code file:line}. */
    static String where(String file, Node node) {
        return file + ":" + (node.getStartMark().getLine() + 1);
    }

    /** A text short enough for a message. */
    static String shown(String text) {
        return text.length() <= SHOWN_LENGTH_MAX ? text : text.substring(0, SHOWN_LENGTH_MAX) + "...";
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
