/** The {@link dev.lodur.store.ObjectStore} port over the S3 protocol, as Cloudflare R2 and others speak it. */
@NullMarked
package dev.lodur.s3;

import org.jspecify.annotations.NullMarked;
