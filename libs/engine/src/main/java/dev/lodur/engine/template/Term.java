package dev.lodur.engine.template;

import java.util.List;
import java.util.stream.Collectors;

/** An expression of a template: what a command is made of, and the command and the pipeline themselves. */
sealed interface Term extends Place {
    /** {@code .a.b}; the position is that of the last but for the first name, as in Go. */
    record Field(int position, List<String> names) implements Term {
        @Override
        public String source() {
            return "." + String.join(".", names);
        }
    }

    /** {@code $x.a.b}; the first name has the dollar sign. */
    record Variable(int position, List<String> names) implements Term {
        @Override
        public String source() {
            return String.join(".", names);
        }
    }

    /** {@code (pipeline).a.b} or {@code function.a.b}. */
    record Chain(int position, Term start, List<String> names) implements Term {
        @Override
        public String source() {
            return operandSource(start) + "." + String.join(".", names);
        }
    }

    record Identifier(int position, Function function) implements Term {
        @Override
        public String source() {
            return function.name();
        }
    }

    record Dot(int position) implements Term {
        @Override
        public String source() {
            return ".";
        }
    }

    record NilTerm(int position) implements Term {
        @Override
        public String source() {
            return "nil";
        }
    }

    /** A constant: text, number or truth, in the form in which a parameter without a type of its own gets it. */
    record Constant(int position, String source, Value value, GoNumber number) implements Term {}

    /** A function or another term, and its arguments. */
    record Command(int position, List<Term> words) implements Term {
        @Override
        public String source() {
            return words.stream().map(Term::operandSource).collect(Collectors.joining(" "));
        }

        Term first() {
            return words.getFirst();
        }

        List<Term> arguments() {
            return words.subList(1, words.size());
        }
    }

    /** Commands that hand on their results, and the variables that take the last one. */
    record Pipeline(int position, List<String> variables, boolean assigns, List<Command> commands) implements Term {
        @Override
        public String source() {
            String body = commands.stream().map(Command::source).collect(Collectors.joining(" | "));
            return variables.isEmpty() ? body : String.join(", ", variables) + (assigns ? " = " : " := ") + body;
        }
    }

    private static String operandSource(Term term) {
        return term instanceof Pipeline ? "(" + term.source() + ")" : term.source();
    }
}
