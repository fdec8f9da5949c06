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
	"syscall"

	"huiyin/runtime/store"
)

// Folder keeps uploaded content in a folder of the file system, each in the subfolder of the first letters of its
// hash. A folder that is full or cannot be written to is store.ErrFull or store.ErrDisk.
type Folder struct{ Dir string }

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
	if err = errors.Join(err, near.Close()); err != nil {
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
		return nil, fmt.Errorf("%w: %w", store.ErrNotFound, err)
	}
	if err != nil {
		return nil, onDisk(err)
	}
	return content, nil
}

// Remove removes the content.
func (f Folder) Remove(_ context.Context, hash string) error {
	if !contentHash.MatchString(hash) {
		return nil
	}
	if err := os.Remove(f.path(hash)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return onDisk(err)
	}
	return nil
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
