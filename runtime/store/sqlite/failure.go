package sqlite

import (
	"context"
	"errors"
	"fmt"

	"modernc.org/sqlite"

	"huiyin/runtime/store"
)

// Result codes of SQLite this package distinguishes.
const (
	codeBusy      = 5
	codeLocked    = 6
	codeReadOnly  = 8
	codeInterrupt = 9
	codeDisk      = 10
	codeCorrupt   = 11
	codeFull      = 13
	codeCantOpen  = 14
	codeNotADB    = 26
)

func primary(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code() & 0xff
	}
	return 0
}

// explain turns a driver's error into one of the port's, keeping the cause.
func explain(err error) error {
	if err == nil {
		return nil
	}
	var kind error
	switch primary(err) {
	case codeBusy, codeLocked:
		kind = store.ErrBusy
	case codeReadOnly:
		kind = store.ErrReadOnly
	case codeInterrupt:
		kind = context.Canceled
	case codeDisk, codeCantOpen:
		kind = store.ErrDisk
	case codeCorrupt, codeNotADB:
		kind = store.ErrBroken
	case codeFull:
		kind = store.ErrFull
	default:
		return err
	}
	return fmt.Errorf("%w: %v", kind, err)
}
