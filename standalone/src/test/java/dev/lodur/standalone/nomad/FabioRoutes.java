package dev.lodur.standalone.nomad;

import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Routes as Fabio makes them of tags {@code urlprefix-<prefix> strip=<path>}: the longest prefix that a path begins with
 * wins, and what is to be stripped is taken off.
 */
public final class FabioRoutes {
    private static final String TAG = "urlprefix-";
    private static final String STRIP = "strip=";

    private final List<Route> routes;

    private FabioRoutes(List<Route> routes) {
        this.routes = routes;
    }

    private record Route(String service, String prefix, String strip) {
        static Route of(String service, String tag) {
            String[] words = tag.substring(TAG.length()).split(" ");
            String strip = Stream.of(words)
                    .filter(word -> word.startsWith(STRIP))
                    .map(word -> word.substring(STRIP.length()))
                    .findFirst()
                    .orElse("");
            return new Route(service, words[0], strip);
        }

        String strip(String path) {
            return path.startsWith(strip) ? path.substring(strip.length()) : path;
        }
    }

    /**
     * Where a request goes.
     *
     * @param path and query as the service sees them
     */
    public record Target(String service, String path) {}

    /** The routes of the four services' jobs. */
    public static FabioRoutes ofServices() {
        return of(JobFile.services());
    }

    static FabioRoutes of(List<JobFile> jobs) {
        return new FabioRoutes(jobs.stream()
                .flatMap(job -> job.service().texts("tags").stream()
                        .filter(tag -> tag.startsWith(TAG))
                        .map(tag -> Route.of(job.component(), tag)))
                .sorted(Comparator.comparing(Route::prefix).reversed())
                .toList());
    }

    /** The service of a path and query, and what it sees; empty where Fabio answers 404 itself. */
    public Optional<Target> target(String pathAndQuery) {
        String path = URI.create(pathAndQuery).getRawPath();
        return routes.stream()
                .filter(route -> path.startsWith(route.prefix()))
                .findFirst()
                .map(route -> new Target(route.service(), route.strip(pathAndQuery)));
    }
}
