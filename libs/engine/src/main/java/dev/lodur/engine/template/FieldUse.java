package dev.lodur.engine.template;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which labels a template reads.
 *
 * @param all whether it looks at the labels as a whole
 */
record FieldUse(Set<String> names, boolean all) {
    static FieldUse of(Collection<Node.Block> templates) {
        Collector collector = new Collector();
        templates.forEach(block -> collector.block(block, true));
        return new FieldUse(Set.copyOf(collector.names), collector.all);
    }

    /** Walks over nodes; one thread. */
    private static final class Collector {
        private final Set<String> names = new HashSet<>();
        private boolean all;

        /** @param whole whether the dot may be all labels; where it is a part of them, the part has been counted */
        private void block(Node.Block block, boolean whole) {
            block.nodes().forEach(node -> node(node, whole));
        }

        private void node(Node node, boolean whole) {
            switch (node) {
                case Node.Literal literal -> {}
                case Node.Break end -> {}
                case Node.Continue end -> {}
                case Node.FieldAction(Node.Action action, String name) -> names.add(name);
                case Node.Action action -> pipeline(action.pipeline(), whole);
                case Node.Invoke invoke -> pipeline(invoke.pipeline(), whole);
                case Node.If condition ->
                    control(condition.pipeline(), condition.then(), whole, condition.otherwise(), whole);
                case Node.With with -> control(with.pipeline(), with.then(), false, with.otherwise(), whole);
                case Node.Range range -> control(range.pipeline(), range.body(), false, range.otherwise(), whole);
            }
        }

        private void control(
                Term.Pipeline pipeline, Node.Block then, boolean wholeThen, Node.Block otherwise, boolean whole) {
            pipeline(pipeline, whole);
            block(then, wholeThen);
            block(otherwise, whole);
        }

        private void pipeline(Term.@Nullable Pipeline pipeline, boolean whole) {
            if (pipeline != null) {
                pipeline.commands().forEach(command -> command(command, whole));
            }
        }

        private void command(Term.Command command, boolean whole) {
            List<Term> words = command.words();
            if (words.size() > 2
                    && words.get(0) instanceof Term.Identifier(int at, Function function)
                    && function.name().equals("index")
                    && (words.get(1) instanceof Term.Dot || isRoot(words.get(1)))
                    && words.get(2) instanceof Term.Constant constant
                    && constant.value() instanceof Value.Text(String name)) {
                names.add(name);
                return;
            }
            words.forEach(word -> term(word, whole));
        }

        private static boolean isRoot(Term term) {
            return term instanceof Term.Variable(int at, List<String> names) && names.equals(List.of("$"));
        }

        private void term(Term term, boolean whole) {
            switch (term) {
                case Term.Field(int at, List<String> path) -> names.add(path.getFirst());
                case Term.Variable(int at, List<String> path) -> variable(path);
                case Term.Chain chain -> term(chain.start(), whole);
                case Term.Dot dot -> all |= whole;
                case Term.Pipeline pipeline -> pipeline(pipeline, whole);
                case Term.Command command -> command(command, whole);
                case Term.Identifier identifier -> {}
                case Term.NilTerm nil -> {}
                case Term.Constant constant -> {}
            }
        }

        private void variable(List<String> path) {
            if (path.getFirst().equals("$") && path.size() > 1) {
                names.add(path.get(1));
            } else {
                all |= path.getFirst().equals("$");
            }
        }
    }
}
