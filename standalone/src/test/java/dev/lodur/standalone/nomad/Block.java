package dev.lodur.standalone.nomad;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A block of a parsed HCL file. What a test asks for and the file does not have is an error that names it.
 *
 * @param fields attributes and the blocks inside, as the parser gives them
 */
record Block(Map<?, ?> fields) {
    boolean has(String name) {
        return fields.containsKey(name);
    }

    /** Of an attribute; what Nomad fills in at run time reads as in the file. */
    String text(String name) {
        return plain(require(name));
    }

    double number(String name) {
        return ((Number) require(name)).doubleValue();
    }

    boolean flag(String name) {
        return (Boolean) require(name);
    }

    List<String> texts(String name) {
        return ((List<?>) require(name)).stream().map(Block::plain).toList();
    }

    Block block(String name) {
        return new Block((Map<?, ?>) require(name));
    }

    /** All blocks of a name, none where the file has none. */
    List<Block> blocks(String name) {
        return switch (fields.get(name)) {
            case null -> List.of();
            case List<?> several ->
                several.stream().map(each -> new Block((Map<?, ?>) each)).toList();
            case Object single -> List.of(new Block((Map<?, ?>) single));
        };
    }

    /** The blocks of a name that have labels, by label. */
    Map<String, Block> labeled(String name) {
        Map<String, Block> blocks = new LinkedHashMap<>();
        if (has(name)) {
            ((Map<?, ?>) require(name))
                    .forEach((label, block) -> blocks.put(String.valueOf(label), new Block((Map<?, ?>) block)));
        }
        return blocks;
    }

    /** The attributes as texts. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        fields.forEach((name, value) -> texts.put(String.valueOf(name), plain(value)));
        return texts;
    }

    private Object require(String name) {
        Object value = fields.get(name);
        if (value == null) {
            throw new AssertionError("no " + name + " among " + fields.keySet());
        }
        return value;
    }

    /** The parser reads all numbers as decimals, also those inside texts. */
    private static String plain(Object value) {
        return JobFile.restored(String.valueOf(value)).replaceAll("^(\\d+)\\.0$", "$1");
    }
}
