package dev.lodur.standalone.nomad;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The paths that services answer, read from the annotations of their resources. */
final class OfferedPaths {
    private static final String EDGES_OF_ALL = "dev.lodur.http";
    private static final Pattern CHOICE = Pattern.compile("\\{\\w+:([^}]*)}");
    private static final Pattern ANY = Pattern.compile("\\{\\w+}");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.lodur");

    private final List<Pattern> patterns;

    private OfferedPaths(List<Pattern> patterns) {
        this.patterns = patterns;
    }

    /** Of the service of a role: its own and those that every service has. */
    static OfferedPaths of(String role) {
        return new OfferedPaths(CLASSES.stream()
                .filter(resource -> resource.isAnnotatedWith(Path.class))
                .filter(resource -> isOf(resource, "dev.lodur." + role) || isOf(resource, EDGES_OF_ALL))
                .flatMap(resource -> resource.getMethods().stream()
                        .filter(method -> method.isAnnotatedWith(Path.class))
                        .map(method -> pattern(resource, method)))
                .toList());
    }

    private static boolean isOf(JavaClass resource, String root) {
        return resource.getPackageName().equals(root)
                || resource.getPackageName().startsWith(root + ".");
    }

    private static Pattern pattern(JavaClass resource, JavaMethod method) {
        String path = resource.getAnnotationOfType(Path.class).value() + "/"
                + method.getAnnotationOfType(Path.class).value();
        String choices = CHOICE.matcher("/" + path).replaceAll("($1)");
        return Pattern.compile(ANY.matcher(choices).replaceAll("[^/]+").replaceAll("/+", "/"));
    }

    /** Whether a request for the path, without its query, has a resource. */
    boolean contain(String path) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(path).matches());
    }

    /** Whether something lies at the path or below. */
    boolean lieBelow(String path) {
        return contain(path)
                || patterns.stream().anyMatch(pattern -> pattern.pattern().startsWith(path + "/"));
    }

    @Override
    public String toString() {
        return patterns.toString();
    }
}
