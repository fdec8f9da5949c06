package runtime

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"time"

	"huiyin/runtime/store"
)

// Folder keeps uploaded content in a folder of the file system, each in the subfolder of the first letters of its
// hash; several servers may share it. The time of a file is when its content was last put. A folder that is full or
// cannot be written to is store.ErrFull or store.ErrDisk.
type Folder struct {
	Dir string
	Now func() time.Time // time.Now when nil
}

// putGrace is how long content that was put, or put again, is safe from being removed: somebody is about to name it, on
// another server perhaps. It is far longer than a request may last.
const putGrace = 10 * time.Minute

// leavingMark stands in the name of content that is being removed.
const leavingMark = ".leaving-"

func (f Folder) now() time.Time {
	if f.Now == nil {
		return time.Now()
	}
	return f.Now()
}

var _ store.Contents = Folder{}

var contentHash = regexp.MustCompile(`^[0-9a-f]{64}$`)

func (f Folder) path(hash string) string { return filepath.Join(f.Dir, hash[:2], hash) }

// Put moves the file to its place; across file systems it is copied.
func (f Folder) Put(_ context.Context, hash string, from *os.File) error {
	if !contentHash.MatchString(hash) {
		return fmt.Errorf("%w: content %q", store.ErrInvalid, hash)
	}
	return onDisk(f.put(f.path(hash), from))
}

func (f Folder) put(path string, from *os.File) error {
	if err := from.Sync(); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	now := f.now()
	if err := os.Chtimes(from.Name(), now, now); err != nil {
		return err
	}
	err := os.Rename(from.Name(), path)
	if !errors.Is(err, syscall.EXDEV) {
		return err
	}
	near, err := os.CreateTemp(f.Dir, "upload-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(near.Name()) }()
	if _, err = from.Seek(0, io.SeekStart); err == nil {
		_, err = io.Copy(near, from)
	}
	if err == nil {
		err = near.Sync()
	}
	if err = errors.Join(err, near.Close(), os.Chtimes(near.Name(), now, now)); err != nil {
		return err
	}
	return os.Rename(near.Name(), path)
}

// Open opens the content for reading.
func (f Folder) Open(hash string) (io.ReadCloser, error) {
	if !contentHash.MatchString(hash) {
		return nil, fmt.Errorf("%w: content %q", store.ErrNotFound, hash)
	}
	content, err := os.Open(f.path(hash))
	if errors.Is(err, fs.ErrNotExist) {
		if aside, _ := filepath.Glob(f.path(hash) + leavingMark + "*"); len(aside) > 0 { // being looked at before it may leave
			content, err = os.Open(aside[0])
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: %w", store.ErrNotFound, err)
	}
	if err != nil {
		return nil, onDisk(err)
	}
	return content, nil
}

// Remove removes the content unless it was put a moment ago. The look at it and its removal are two steps, and another
// server may put the content again between them; so it is first moved aside, in one step, and looked at again there:
// what is new comes back.
func (f Folder) Remove(_ context.Context, hash string) error {
	if !contentHash.MatchString(hash) {
		return nil
	}
	path := f.path(hash)
	if old, err := f.old(path); !old || err != nil {
		return onDisk(err)
	}
	aside := path + leavingMark + NewID(f.now())
	if err := os.Rename(path, aside); err != nil {
		return onDisk(there(err))
	}
	return onDisk(f.leave(path, aside))
}

// leave removes what was moved aside, or brings it back when it is new.
func (f Folder) leave(path, aside string) error {
	old, err := f.old(aside)
	if err != nil {
		return err
	}
	if !old {
		if err := os.Link(aside, path); err != nil && !errors.Is(err, fs.ErrExist) {
			return there(os.Rename(aside, path)) // a file system without links, or another server has been here
		}
	}
	return there(os.Remove(aside))
}

// old reports whether a file is there and nobody put it a moment ago.
func (f Folder) old(path string) (bool, error) {
	info, err := os.Stat(path)
	if err != nil {
		return false, there(err)
	}
	return f.now().Sub(info.ModTime()) > putGrace, nil
}

// there forgives that a file is not there.
func there(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// heal ends removals that a crash has interrupted.
func (f Folder) heal() error {
	left, err := filepath.Glob(filepath.Join(f.Dir, "??", "*"+leavingMark+"*"))
	for _, aside := range left {
		path, _, _ := strings.Cut(aside, leavingMark)
		err = errors.Join(err, f.leave(path, aside))
	}
	return onDisk(err)
}

// Each lists the content files; anything else in the folder is passed over.
func (f Folder) Each(ctx context.Context, fn func(hash string) error) error {
	return filepath.WalkDir(f.Dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return onDisk(err)
		case ctx.Err() != nil:
			return ctx.Err()
		}
		if name := d.Name(); d.Type().IsRegular() && contentHash.MatchString(name) && path == f.path(name) {
			return fn(name)
		}
		return nil
	})
}

// onDisk names what the operating system says about the folder in the words of the store.
func onDisk(err error) error {
	var system syscall.Errno
	switch {
	case err == nil || errors.Is(err, store.ErrFull) || errors.Is(err, store.ErrDisk) || !errors.As(err, &system):
		return err
	case errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT):
		return fmt.Errorf("%w: %w", store.ErrFull, err)
	}
	return fmt.Errorf("%w: %w", store.ErrDisk, err)
}
