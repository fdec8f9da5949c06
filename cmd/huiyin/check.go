package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"huiyin/builder"
	"huiyin/engine"
	"huiyin/engine/calendar"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
)

// check reads packages of definitions from folders and prints every problem; it writes nothing.
func check(_ context.Context, c *console, args []string) error {
	if len(args) == 0 {
		return c.wrong("用法：huiyin check 目录…", "usage: huiyin check DIR…")
	}
	failed := false
	for _, dir := range args {
		problems, err := checkFolder(dir)
		if err != nil {
			return err
		}
		printProblems(c, c.out, dir, problems.Sorted())
		if problems.Err() != nil {
			failed = true
			continue
		}
		fmt.Fprintln(c.out, dir+c.say(": 没有错误", ": no errors"))
	}
	if failed {
		return errors.New(c.say("有错误", "there are errors"))
	}
	return nil
}

// shelves look for a package in one place after the other.
type shelves []fs.FS

// Open implements fs.FS.
func (s shelves) Open(name string) (fs.File, error) {
	for _, f := range s {
		file, err := f.Open(name)
		if err == nil || !errors.Is(err, fs.ErrNotExist) {
			return file, err
		}
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// checkFolder checks the package in dir on top of what it requires, which is looked for beside it, then among the
// packages that ship with the program.
func checkFolder(dir string) (problem.List, error) {
	full, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(full); err != nil {
		return nil, err
	}
	from := builder.Shelf{FS: shelves{os.DirFS(filepath.Dir(full)), shelf()}}
	_, problems := definition.ReadDir(from.FS, filepath.Base(full))
	if problems.Err() != nil {
		return problems, nil
	}
	stack, faults := from.Stack(filepath.Base(full))
	if faults.Err() != nil {
		return append(problems, faults...), nil
	}
	layers := make([]definition.Bundle, len(stack))
	for i, o := range stack {
		layers[i] = o.Bundle
	}
	bundle, faults := definition.Layer(layers...)
	problems = append(problems, faults...)
	if faults.Err() != nil {
		return problems, nil
	}
	_, faults = engine.Compile(bundle, 1, calendar.DefaultHolidays())
	return append(problems, faults...), nil
}
