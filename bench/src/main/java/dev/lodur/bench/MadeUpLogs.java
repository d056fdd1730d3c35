package dev.lodur.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Invented sample lines of a dozen system logs, for machines without a folder of real ones. */
final class MadeUpLogs {
    private static final List<String> USERS = List.of(
            "admin", "backup", "deploy", "git", "guest", "mail", "oracle", "postgres", "support", "test", "webmaster");

    private MadeUpLogs() {}

    /** Sample lines by application, always in the same order. */
    static Map<String, List<String>> all() {
        Map<String, List<String>> logs = new LinkedHashMap<>();
        logs.put("openssh", openssh());
        logs.put(
                "spark",
                List.of(
                        "26/11/10 06:12:33 INFO StageRunner: stage 4012 has 1200 tasks left of 2400, slowest worker-118",
                        "26/11/10 06:12:34 INFO ShuffleReader: fetched 812 blocks (173250 bytes) from worker-204 in 1350 ms",
                        "26/11/10 06:12:35 WARN MemoryKeeper: spilling 73400320 bytes of partition 3117 to /scratch/part-30917",
                        "26/11/10 06:12:36 ERROR StageRunner: task 2093 lost, error: worker-311 did not answer for 120000 ms"));
        logs.put(
                "storage",
                List.of(
                        "2026-11-10 06:20:36,148 INFO chunkserver: chunk 388650490641 of file 77120 sealed at 67108864 bytes",
                        "2026-11-10 06:20:38,222 INFO chunkserver: chunk 695286829548 copied to 10.251.173.220:50010",
                        "2026-11-10 06:20:41,351 WARN balancer: disk d117 at 914 of 1000 GB, moving chunk 203518446201"));
        logs.put(
                "jvm",
                List.of(
                        "2026-11-10 06:12:33,101 WARN [worker-1889 Connection:762] connection 188978561024 broken, peer 201",
                        "2026-11-10 06:12:34,455 INFO [main Environment:100] java.version=25.0.1 pid=12345",
                        "java.lang.IllegalStateException: queue 4711 is closed at dev.example.Queue.take(Queue.java:212)"));
        logs.put(
                "kernel",
                List.of(
                        "Nov 10 06:31:02 rack kernel: [4512345.123456] eth0: link up, 10000 Mbps, full duplex",
                        "Nov 10 06:31:07 rack kernel: [4512350.654321] ext4 (sda117): remounted, errors counted: 104",
                        "Nov 10 06:31:09 rack kernel: [4512352.111222] out of memory: killed process 23117 (worker) rss 812345kB"));
        logs.put(
                "mail",
                List.of(
                        "Nov 10 06:40:11 post smtp[31245]: 4A1F2117: to=<user1207@example.org>, delay=312, status=sent (250 ok)",
                        "Nov 10 06:40:12 post smtp[31245]: 4A1F2118: to=<user3391@example.net>, delay=1207, status=deferred"));
        logs.put(
                "proxy",
                List.of(
                        "[10/Nov/2026:06:41:22.117] front~ pool/web-117 120/0/205/1330/1655 200 48213 - - GET /asset/30117",
                        "[10/Nov/2026:06:41:23.908] front~ pool/web-204 310/0/117/9000/9427 504 194 - - POST /order/88120"));
        logs.put(
                "scheduler",
                List.of(
                        "I1110 06:45:12.123456 placed job 20417 on node 118, 3200 of 4000 MHz and 7168 of 8192 MB taken",
                        "W1110 06:45:13.654321 job 20418 waits since 1250 s: no node has 16384 MB",
                        "E1110 06:45:14.111222 job 20419 ended with error code 137 after 48211 s"));
        logs.put(
                "database",
                List.of(
                        "2026-11-10 06:50:01.117 UTC [20117] LOG:  checkpoint done: wrote 21345 buffers, 3 files added, 120 recycled",
                        "2026-11-10 06:50:03.204 UTC [20118] LOG:  duration: 1203.117 ms  statement: select * from orders where id = 301177"));
        logs.put(
                "phone",
                List.of(
                        "11-10 06:55:38.811  1702  2395 D window: surface 17117 hidden, token 233570404, visible=false",
                        "11-10 06:55:38.819  1702  8671 D power: lock 233570405 taken by uid 10037, screen stays on for 30000 ms",
                        "11-10 06:55:39.204  1702  2395 E sensor: error 204 reading step counter, 21117 steps so far"));
        return logs;
    }

    private static List<String> openssh() {
        List<String> lines = new ArrayList<>();
        String head = "Nov 10 06:56:12 gate sshd[24206]: ";
        for (int i = 0; i < USERS.size(); i++) {
            String user = USERS.get(i);
            lines.add(head + "Invalid user " + user + " from 173.234.131.186 port 38926");
            for (int repeat = 0; repeat <= i; repeat++) {
                lines.add(head + "Failed password for invalid user " + user + " from 173.234.131.186 port 38926 ssh2");
            }
        }
        for (int repeat = 0; repeat < 20; repeat++) {
            lines.add(head + "Failed password for root from 112.195.230.203 port 45612 ssh2");
            lines.add(head + "Connection closed by 112.195.230.203 port 45612 before authentication");
        }
        lines.add(head + "Failed password for test2 from 112.195.230.203 port 45612 ssh2");
        lines.add(head + "error: read from 112.195.230.203 port 45612: connection reset");
        return List.copyOf(lines);
    }
}
