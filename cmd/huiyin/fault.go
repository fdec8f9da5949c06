package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"huiyin/runtime/store"
)

// fault says in one line, in the person's language, why the program cannot go on: the sentence first, then what the
// system says about it.
func (c *console) fault(err error) string {
	for _, known := range []struct {
		err    error
		zh, en string
	}{
		{store.ErrReadOnly, "数据目录不可写，请检查权限或磁盘", "the data folder cannot be written to, check its rights and its disk"},
		{store.ErrFull, "磁盘空间不足", "there is no space left on the disk"},
		{store.ErrUnreachable, "数据库连接不上，请检查 HUIYIN_STORE 和数据库服务", "the database does not answer, check HUIYIN_STORE and its server"},
		{store.ErrBusy, "数据正被另一个程序占用", "another program is holding the data"},
		{store.ErrBroken, "数据文件已损坏，或不是本程序的数据，请从备份恢复", "the data are damaged or not this program's, restore a backup"},
		{store.ErrDisk, "无法读写数据目录", "the data folder cannot be read or written"},
		{syscall.EADDRINUSE, "地址已被占用，请换一个 HUIYIN_ADDR", "the address is taken, choose another HUIYIN_ADDR"},
	} {
		if errors.Is(err, known.err) {
			return c.say(known.zh+"：", known.en+": ") + oneLine(err)
		}
	}
	return oneLine(err)
}

// oneLine is an error, and what came of it, in one line.
func oneLine(err error) string { return strings.ReplaceAll(err.Error(), "\n", "; ") }

// writable proves that files can be made in a folder, which it makes if need be. Errors: store.ErrReadOnly, ErrDisk.
func writable(folder string) error {
	err := os.MkdirAll(folder, 0o700)
	var probe *os.File
	if err == nil {
		probe, err = os.CreateTemp(folder, "upload-*")
	}
	if err == nil {
		err = errors.Join(probe.Close(), os.Remove(filepath.Clean(probe.Name())))
	}
	switch {
	case err == nil:
		return nil
	case errors.Is(err, os.ErrPermission), errors.Is(err, syscall.EROFS):
		return fmt.Errorf("%w: %w", store.ErrReadOnly, err)
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return fmt.Errorf("%w: %w", store.ErrFull, err)
	}
	return fmt.Errorf("%w: %w", store.ErrDisk, err)
}
