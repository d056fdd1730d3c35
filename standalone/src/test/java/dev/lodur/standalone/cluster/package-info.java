/** A cluster of real processes, ways to break it, and what must hold while it is broken and afterwards. */
package dev.lodur.standalone.cluster;
