package mongo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/x/mongo/driver"
	"go.mongodb.org/mongo-driver/x/mongo/driver/topology"

	"huiyin/runtime/store"
)

// Codes of the server this package distinguishes.
const (
	codeUnauthorized    = 13
	codeDiskFull        = 14031
	codeObjectTooLarge  = 10334
	codeTooManyIndexes  = 67
	codeIndexNotFound   = 27
	codeHistoryLost     = 286
	codeNoHistory       = 280
	codeInvalidToken    = 260
	codeParallelArrays  = 171
	codeNamespaceAbsent = 26
)

// passing are the codes of a server that steps down, starts or ends: it will be back, or another one.
var passing = []int{6, 7, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436, 10058, 112, 50, 64}

func asError[T error](err error, target *T) bool { return errors.As(err, target) }

func hasCode(err error, codes ...int) bool {
	var server mongo.ServerError
	if !errors.As(err, &server) {
		return false
	}
	for _, c := range codes {
		if server.HasErrorCode(c) {
			return true
		}
	}
	return false
}

// explain turns a driver's error into one of the port's, keeping the cause. ctx is the caller's: when it has ended,
// that is the reason.
func explain(ctx context.Context, err error) error {
	var selection topology.ServerSelectionError
	var kind error
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, mongo.ErrClientDisconnected):
		kind = store.ErrClosed
	case hasCode(err, codeDiskFull), strings.Contains(err.Error(), "No space left on device"):
		kind = store.ErrFull
	case hasCode(err, codeUnauthorized):
		kind = store.ErrReadOnly
	case hasCode(err, codeObjectTooLarge), strings.Contains(err.Error(), "object to insert too large"):
		kind = store.ErrTooLarge
	case hasCode(err, codeParallelArrays):
		kind = store.ErrInvalid
	case mongo.IsNetworkError(err), mongo.IsTimeout(err), errors.As(err, &selection), hasCode(err, passing...),
		errors.Is(err, context.DeadlineExceeded), unconnected(err):
		kind = store.ErrUnreachable
	default:
		return err
	}
	return fmt.Errorf("%w: %v", kind, err)
}

// unconnected tells errors of the connections themselves, which the driver passes on as they are: one that broke while
// it was being made, a pool that was emptied because another broke, or that has none left.
func unconnected(err error) bool {
	var connection topology.ConnectionError
	var emptied driver.RetryablePoolError
	var waited topology.WaitQueueTimeoutError
	return errors.As(err, &connection) || errors.As(err, &emptied) || errors.As(err, &waited) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed)
}
