package dev.lodur.logql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step of a pipeline: filters lines, takes labels out of them or rewrites either. */
public sealed interface Stage permits LineFilter, Stage.Parser, Stage.Filter, Stage.Formatter {

    /** A stage that takes labels out of the line. */
    sealed interface Parser extends Stage {}

    /** A stage that rewrites the line or the labels. */
    sealed interface Formatter extends Stage {}

    /** {@code | status >= 500}. */
    record Filter(LabelFilter condition) implements Stage {
        @Override
        public String toString() {
            return StagePrinter.print(this);
        }
    }

    /** {@code | json} or {@code | json a="b.c[0]"}; without extractions every property becomes a label. */
    record Json(List<Extraction> extractions) implements Parser {
        public Json {
            extractions = List.copyOf(extractions);
        }

        @Override
        public String toString() {
            return StagePrinter.print(this);
        }
    }

    /** {@code | logfmt [--strict] [--keep-empty]}, with or without extractions. */
    record Logfmt(boolean strict, boolean keepEmpty, List<Extraction> extractions) implements Parser {
        public Logfmt {
            extractions = List.copyOf(extractions);
        }

        @Override
        public String toString() {
            return StagePrinter.print(this);
        }
    }

    /** {@code | regexp "(?P<name>re)"}: compiles, and has distinct named groups, at least one. */
    record Regexp(String regexp) implements Parser {
        @Override
        public String toString() {
            return StagePrinter.print(this);
        }
    }

    /** {@code | pattern "<ip> - <_>"}. */
    record Pattern(LinePattern pattern) implements Parser {
        @Override
        public String toString() {
            return StagePrinter.print(this);
        }
    }

    /** {@code | unpack}: the JSON that the client's pack stage wrote. */
    record Unpack() implements Parser {
        @Override
        public String toString() {
            return StagePrinter.print(this);
        }
    }

    /** {@code | line_format "{{.a}}"}; the template is not looked at before it runs. */
    record LineFormat(String template) implements Formatter {
        @Override
        public String toString() {
            return StagePrinter.print(this);
        }
    }

    /** {@code | label_format a=b, c="{{.d}}"}. */
    record LabelFormat(List<Target> targets) implements Formatter {
        public LabelFormat {
            targets = List.copyOf(targets);
        }

        @Override
        public String toString() {
            return StagePrinter.print(this);
        }
    }

    /** {@code | decolorize}: removes ANSI sequences. */
    record Decolorize() implements Formatter {
        @Override
        public String toString() {
            return StagePrinter.print(this);
        }
    }

    /** {@code | drop a, b="x"}. */
    record Drop(List<Choice> choices) implements Formatter {
        public Drop {
            choices = List.copyOf(choices);
        }

        @Override
        public String toString() {
            return StagePrinter.print(this);
        }
    }

    /** {@code | keep a, b="x"}. */
    record Keep(List<Choice> choices) implements Formatter {
        public Keep {
            choices = List.copyOf(choices);
        }

        @Override
        public String toString() {
            return StagePrinter.print(this);
        }
    }

    /** {@code label="path"}: what becomes a label, and where it is found. */
    record Extraction(String label, String path) {}

    /** What {@code label_format} does to one label. */
    sealed interface Target {
        String label();
    }

    /** {@code label=source}: moves a label. */
    record Rename(String label, String source) implements Target {}

    /** {@code label="template"}: writes a label. */
    record Template(String label, String template) implements Target {}

    /** A label of {@code drop} or {@code keep}: whatever its value, or (with a matcher) only with a certain value. */
    record Choice(String label, @Nullable LabelMatcher matcher) {}
}
