package store

import (
	"context"
	"io"
	"os"
)

// Contents keeps uploaded bytes, each under the SHA-256 of what they are, in hex. They never change, so equal uploads
// share a place. Every method is safe for concurrent use.
type Contents interface {
	// Put keeps the bytes of from under hash. The file is the caller's own; it may be moved away.
	Put(ctx context.Context, hash string, from *os.File) error
	// Open returns the bytes; ErrNotFound when they are not there. Reading does not depend on a context.
	Open(hash string) (io.ReadCloser, error)
	// Remove forgets bytes that nothing names any more; none there are no error. Bytes that were put, or put again, a
	// few minutes ago may stay: somebody is about to name them.
	Remove(ctx context.Context, hash string) error
	// Each calls fn for every hash there is, in no order. An error of fn ends it.
	Each(ctx context.Context, fn func(hash string) error) error
}
