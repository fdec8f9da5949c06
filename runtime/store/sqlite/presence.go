package sqlite

import (
	"fmt"
	"os"

	"huiyin/runtime/store"
)

// remember notes which file the store has opened.
func (s *Store) remember() (err error) {
	s.opened, err = os.Stat(s.path)
	return err
}

// present refuses to go on when the file is no longer where it was: the system keeps a file that was removed or
// replaced until it is closed, so writes to it would be acknowledged and then be gone.
func (s *Store) present() error {
	now, err := os.Stat(s.path)
	if err != nil {
		return fmt.Errorf("%w: the database file is gone: %w", store.ErrDisk, err)
	}
	if !os.SameFile(s.opened, now) {
		return fmt.Errorf("%w: another file lies in the place of %s", store.ErrDisk, s.path)
	}
	return nil
}
