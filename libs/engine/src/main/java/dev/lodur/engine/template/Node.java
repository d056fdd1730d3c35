package dev.lodur.engine.template;

import dev.lodur.model.GoQuote;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement of a template: what runs one after the other and makes output. */
sealed interface Node {
    /** Statements in a row. */
    record Block(List<Node> nodes) {
        static final Block EMPTY = new Block(List.of());

        /** Whether there is nothing but space in it, so that another definition may replace it. */
        boolean isBlank() {
            return nodes.stream().allMatch(node -> node instanceof Literal(String text) && text.isBlank());
        }
    }

    record Literal(String text) implements Node {}

    /** {@code {{pipeline}}}. */
    record Action(Term.Pipeline pipeline) implements Node, Place {
        @Override
        public int position() {
            return pipeline.position();
        }

        @Override
        public String source() {
            return "{{" + pipeline.source() + "}}";
        }
    }

    /** {@code {{.name}}} and nothing else, which is most of what templates hold. */
    record FieldAction(Action action, String name) implements Node {}

    record If(Term.Pipeline pipeline, Block then, Block otherwise) implements Node {}

    record With(Term.Pipeline pipeline, Block then, Block otherwise) implements Node {}

    record Range(Term.Pipeline pipeline, Block body, Block otherwise) implements Node, Place {
        @Override
        public int position() {
            return pipeline.position();
        }

        @Override
        public String source() {
            return "{{range " + pipeline.source() + "}}";
        }
    }

    /** {@code {{template "name" pipeline}}}. */
    record Invoke(int position, String name, Term.@Nullable Pipeline pipeline) implements Node, Place {
        @Override
        public String source() {
            return "{{template " + GoQuote.quote(name) + (pipeline == null ? "" : " " + pipeline.source()) + "}}";
        }
    }

    record Break() implements Node {}

    record Continue() implements Node {}
}
