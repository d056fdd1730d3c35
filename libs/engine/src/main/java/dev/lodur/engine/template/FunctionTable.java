package dev.lodur.engine.template;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All functions that templates know: those of Go, those of Loki, and the part of the sprig library that Loki takes. */
final class FunctionTable {
    private static final Map<String, Function> FUNCTIONS = table();

    private FunctionTable() {}

    static @Nullable Function find(String name) {
        return FUNCTIONS.get(name);
    }

    private static Map<String, Function> table() {
        List<List<Function>> families = List.of(
                Logic.functions(),
                Comparisons.functions(),
                Indexing.functions(),
                Printing.functions(),
                TextFunctions.functions(),
                TrimFunctions.functions(),
                WidthFunctions.functions(),
                NumberFunctions.functions(),
                DecimalFunctions.functions(),
                TimeFunctions.functions(),
                SizeFunctions.functions(),
                EncodingFunctions.functions(),
                RegexFunctions.functions(),
                JsonFunctions.functions());
        Map<String, Function> table = new HashMap<>();
        families.forEach(family -> family.forEach(function -> table.put(function.name(), function)));
        return Map.copyOf(table);
    }
}
