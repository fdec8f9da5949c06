package runtime

import (
	"context"
	"errors"
	"time"
)

// claimLasts is how long a file is kept for a record that is still to be written. It is longer than any request may
// last: who has not written the record by then has died.
const claimLasts = 2 * time.Minute

// ErrTaken means that a file belongs to another record.
var ErrTaken = errors.New("file belongs to another record")

// Take notes which record a file belongs to, which decides who may read it and keeps it. The record has been written.
// A file that is gone is ErrGone, one that another record has is ErrTaken: of several who take it at once, one gets it.
func (b *FileBook) Take(ctx context.Context, id, app, form, record string) error {
	_, err := b.claim(ctx, id, app, form, record, nil)
	return err
}

// Claim is Take; fresh is false when the record had the file before.
func (b *FileBook) Claim(ctx context.Context, id, app, form, record string) (fresh bool, err error) {
	return b.claim(ctx, id, app, form, record, nil)
}

// Reserve is Claim for a record that is still to be written. It holds until Take, or Settle finds the record missing.
func (b *FileBook) Reserve(ctx context.Context, id, app, form, record string) (fresh bool, err error) {
	now := b.Now().UTC()
	return b.claim(ctx, id, app, form, record, &now)
}

func (b *FileBook) claim(ctx context.Context, id, app, form, record string, since *time.Time) (fresh bool, err error) {
	err = b.change(ctx, id, func(f *FileInfo) (bool, error) {
		fresh = false
		switch {
		case f.Record == "":
			fresh = true
			f.App, f.Form, f.Record, f.Claimed, f.Dropped = app, form, record, since, nil
			return true, nil
		case f.Record != record:
			return false, ErrTaken
		case f.Claimed == nil: // it is the record's for good
			return false, nil
		}
		f.Claimed = since
		return true, nil
	})
	return fresh && err == nil, err
}

// Release lets a file go that a record took and does not need after all; one that it does not have stays.
func (b *FileBook) Release(ctx context.Context, id, record string) error {
	return b.change(ctx, id, func(f *FileInfo) (bool, error) {
		if f.Record != record {
			return false, nil
		}
		f.Record, f.Claimed = "", nil
		return true, nil
	})
}

// Settle ends a claim whose time is over: the file is the record's for good when that was written, and free again when
// whoever was to write it has died. It returns the file as it is now; other files stay as they are.
func (b *FileBook) Settle(ctx context.Context, f FileInfo) (FileInfo, error) {
	if f.Claimed == nil || b.Now().Sub(*f.Claimed) < claimLasts {
		return f, nil
	}
	written, err := b.Store.Get(ctx, RecordsOf(f.App, f.Form), f.Record)
	if err != nil {
		return f, err
	}
	since := *f.Claimed
	err = b.change(ctx, f.ID, func(now *FileInfo) (bool, error) {
		due := now.Claimed != nil && now.Claimed.Equal(since)
		if due {
			now.Claimed = nil
			if len(written) == 0 {
				now.Record = ""
			}
		}
		f = *now
		return due, nil
	})
	return f, err
}
