package dev.lodur.engine.template;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A compiled template of {@code line_format} or {@code label_format}; immutable and thread-safe.
 *
 * <p>The language is Go's {@code text/template} on a map of labels, in which a label that is missing is empty.
 */
public final class Template {
    private final String name;
    private final String text;
    private final Map<String, Node.Block> templates;
    private final FieldUse use;
    private final RegexCache regexes = new RegexCache();

    private Template(String name, String text) {
        this.name = name;
        this.text = text;
        this.templates = Parser.parse(name, text);
        this.use = FieldUse.of(templates.values());
    }

    /**
     * Compiles a template, which is called {@code name} in errors; a text that is none is {@link
     * dev.lodur.model.ErrorCode#INVALID_QUERY} with Go's message.
     */
    public static Template parse(String name, String text) {
        return new Template(name, text);
    }

    /**
     * Appends what the template makes of the data.
     *
     * @throws TemplateException with Go's message where a function fails, types do not fit or the result is too large;
     *     what was appended before is then meaningless
     */
    public void execute(TemplateData data, StringBuilder out) throws TemplateException {
        new Execution(this, data, out).run();
    }

    /** Names of the labels that the template reads, as far as its text tells. */
    public Set<String> fields() {
        return use.names();
    }

    /** Whether the template looks at all labels, so that {@link #fields()} does not tell all. */
    public boolean usesAllFields() {
        return use.all();
    }

    /** The label that is all that the template consists of, or null where it is more than that. */
    public @Nullable String onlyField() {
        List<Node> nodes = main().nodes();
        return nodes.size() == 1 && nodes.getFirst() instanceof Node.FieldAction(Node.Action action, String field)
                ? field
                : null;
    }

    String name() {
        return name;
    }

    Map<String, Node.Block> templates() {
        return templates;
    }

    RegexCache regexes() {
        return regexes;
    }

    Node.Block main() {
        return templates.getOrDefault(name, Node.Block.EMPTY);
    }

    /** A place in the text for error messages: the name, the line, the byte in the line. */
    String location(int position) {
        String before = text.substring(0, position);
        long line = 1 + before.chars().filter(c -> c == '\n').count();
        int column = GoText.byteLength(before.substring(before.lastIndexOf('\n') + 1));
        return name + ":" + line + ":" + column;
    }
}
