package store

import (
	"errors"
	"fmt"
)

// What can go wrong, for errors.Is. Adapters wrap these with the cause.
var (
	// ErrConflict: the document is at another revision than Op.IfRev, or exists already.
	ErrConflict = errors.New("store: revision conflict")
	// ErrNotFound: the document Op.IfRev names does not exist.
	ErrNotFound = errors.New("store: not found")
	// ErrClosed: the store was closed.
	ErrClosed = errors.New("store: closed")
	// ErrTooLarge: the body has more than MaxBody bytes.
	ErrTooLarge = errors.New("store: document too large")
	// ErrFull: no space left; reads go on, and writes succeed again as soon as there is space.
	ErrFull = errors.New("store: no space left")
	// ErrReadOnly: the place of the data cannot be written to.
	ErrReadOnly = errors.New("store: read only")
	// ErrBusy: another process held the data too long; trying again may succeed.
	ErrBusy = errors.New("store: busy")
	// ErrUnreachable: the server of the data does not answer, or is changing; trying again may succeed. It is an ErrBusy.
	ErrUnreachable = fmt.Errorf("%w: the server cannot be reached", ErrBusy)
	// ErrDisk: the disk refused a read or write for another reason.
	ErrDisk = errors.New("store: disk error")
	// ErrBroken: the data are damaged or not this program's; restore a backup.
	ErrBroken = errors.New("store: broken")
	// ErrUnknownCollection: Ensure was never called for the collection.
	ErrUnknownCollection = errors.New("store: unknown collection")
	// ErrInvalid: the call breaks the contract (a body that is not an object, keys that differ from it, a bad name).
	ErrInvalid = errors.New("store: invalid call")
)

// UniqueError tells which key another document of the collection holds.
type UniqueError struct{ Key string }

// Error names the key.
func (e *UniqueError) Error() string { return "store: key " + e.Key + " is taken" }
