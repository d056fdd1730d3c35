package dev.lodur.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The entries of mappings by name, with merge keys ({@code <<}) resolved: own entries win over merged ones, the first
 * merged mapping over the later. Names that stand twice are problems.
 *
 * <p>Counts what is visited, because aliases of aliases make a small file large: at most 100,000 values and 50 levels.
 */
final class YamlEntries {
    private static final int NODES_MAX = 100_000;
    private static final int DEPTH_MAX = 50;

    private final String file;
    private final Problems problems;
    private int nodes;

    YamlEntries(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    Map<String, NodeTuple> of(MappingNode mapping) {
        Map<String, NodeTuple> entries = new LinkedHashMap<>();
        addTo(entries, mapping, 0);
        return entries;
    }

    private void addTo(Map<String, NodeTuple> entries, MappingNode mapping, int depth) {
        Map<String, NodeTuple> own = new LinkedHashMap<>();
        List<MappingNode> merged = new ArrayList<>();
        for (NodeTuple entry : mapping.getValue()) {
            Node key = entry.getKeyNode();
            if (key.getTag().equals(Tag.MERGE)) {
                mappings(entry.getValueNode()).forEach(merged::add);
            } else if (key instanceof ScalarNode scalar) {
                addOwn(own, scalar, entry);
            } else {
                problems.error(YamlText.where(file, key), "a key must be a text");
            }
        }
        own.forEach(entries::putIfAbsent);
        for (MappingNode from : merged) {
            if (fits(from, depth)) {
                addTo(entries, from, depth + 1);
            }
        }
    }

    private void addOwn(Map<String, NodeTuple> own, ScalarNode key, NodeTuple entry) {
        NodeTuple before = own.putIfAbsent(key.getValue(), entry);
        if (before != null) {
            int line = before.getKeyNode().getStartMark().getLine() + 1;
            problems.error(
                    YamlText.where(file, key),
                    "key \"" + YamlText.shown(key.getValue()) + "\" is already set in line " + line);
        }
    }

    private static Stream<MappingNode> mappings(Node value) {
        Stream<Node> nodes = value instanceof SequenceNode sequence ? sequence.getValue().stream() : Stream.of(value);
        return nodes.filter(MappingNode.class::isInstance).map(MappingNode.class::cast);
    }

    /** Counts a value that is about to be visited; false where it is one too many, which is then among the problems. */
    boolean fits(Node node, int depth) {
        if (nodes > NODES_MAX) {
            return false;
        }
        nodes++;
        if (nodes <= NODES_MAX && depth <= DEPTH_MAX) {
            return true;
        }
        nodes = NODES_MAX + 1;
        problems.error(
                YamlText.where(file, node),
                "the file is larger than " + NODES_MAX + " values or deeper than " + DEPTH_MAX
                        + " levels: write out fewer aliases");
        return false;
    }
}
