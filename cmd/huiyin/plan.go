package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"huiyin/builder"
	"huiyin/builder/phrase"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/runtime"
)

// planFolder says what a folder of definitions would change in an app, and what stands in the way; it writes nothing.
func planFolder(ctx context.Context, c *console, args []string) error {
	return withFolder(ctx, c, "plan", args, func(_ *Server, f folder) error { return f.tell(c) })
}

// applyFolder publishes what a folder of definitions changes in an app.
func applyFolder(ctx context.Context, c *console, args []string) error {
	return withFolder(ctx, c, "apply", args, func(s *Server, f folder) error {
		if err := f.tell(c); err != nil || len(f.arrival.Changes) == 0 {
			return err
		}
		if err := housed(ctx, c, s, f.app, f.arrival.Bundle(), f.order); err != nil {
			return err
		}
		return f.publish(ctx, c, s)
	})
}

// folder is a folder of definitions that is compared with an app.
type folder struct {
	dir, app string
	current  int
	order    runtime.MigrationOrder // what becomes of the records under way
	arrival  builder.Arrival
}

func withFolder(ctx context.Context, c *console, name string, args []string, do func(*Server, folder) error) error {
	f, replace, m := folder{}, false, mapping{}
	cfg, rest, err := configure(c, name, args, func(set *flag.FlagSet) {
		set.StringVar(&f.app, "app", "", c.say("哪个应用（标识）", "key of the app"))
		m.flags(c, set)
		set.BoolVar(&replace, "replace", false, c.say("目录里没有的定义从应用中删除", "take away what the folder does not have"))
	})
	if err != nil {
		return err
	}
	if len(rest) != 1 || f.app == "" {
		return c.wrong("用法：huiyin "+name+" 目录 --app 标识", "usage: huiyin "+name+" DIR --app KEY")
	}
	f.dir = rest[0]
	if f.order, err = m.order(); err != nil {
		return err
	}
	parcel, err := openFolder(c, f.dir)
	if err != nil {
		return err
	}
	return reading(ctx, cfg, func(s *Server) error {
		var was definition.Bundle
		a, err := s.Publisher.Library.App(ctx, f.app)
		if err != nil {
			return err
		}
		if f.current = a.Current; f.current == 0 {
			return problem.List{problem.New("app.unknown", "", "app", f.app)}
		}
		if was, err = s.Publisher.Bundle(ctx, f.app, f.current); err != nil {
			return err
		}
		f.arrival = builder.Arrive(was, parcel, replace, c.lang, s.Publisher.Check)
		return do(s, f)
	})
}

// openFolder reads a folder; what is wrong in it is printed.
func openFolder(c *console, dir string) (builder.Parcel, error) {
	full, err := filepath.Abs(dir)
	if err != nil {
		return builder.Parcel{}, err
	}
	if _, err := os.Stat(full); err != nil {
		return builder.Parcel{}, err
	}
	b, problems := definition.ReadDir(os.DirFS(filepath.Dir(full)), filepath.Base(full))
	printProblems(c, c.err, dir, problems.Sorted())
	if problems.Err() != nil {
		return builder.Parcel{}, errors.New(c.say("有错误", "there are errors"))
	}
	return builder.Parcel{Bundle: b, Whole: true}, nil
}

// tell prints what would change and what is wrong.
func (f folder) tell(c *console) error {
	printProblems(c, c.err, "", f.arrival.Problems.Sorted())
	if f.arrival.Problems.Err() != nil {
		return errors.New(c.say("有错误，什么都没有改", "there are errors, nothing was changed"))
	}
	if len(f.arrival.Changes) == 0 {
		_, err := fmt.Fprintln(c.out, c.say("没有不同", "nothing is different"))
		return err
	}
	return printChanges(c, c.out, f.arrival.Changes)
}

// printChanges prints one line for each change, with the definition it is in.
func printChanges(c *console, w io.Writer, changes []phrase.Change) error {
	for _, change := range changes {
		at := ""
		if change.Pointer != "" {
			at = phrase.Kind(change.Kind, c.lang) + c.say("「", " “") + change.Title + c.say("」：", "”: ")
		}
		if _, err := fmt.Fprintln(w, at+change.Words); err != nil {
			return err
		}
	}
	return nil
}

func (f folder) publish(ctx context.Context, c *console, s *Server) error {
	r, problems, err := s.Publisher.Replace(ctx, f.app, f.current, f.arrival.Bundle(), "console", filepath.Base(f.dir), f.order)
	if err != nil {
		return err
	}
	if err := problems.Err(); err != nil {
		return err
	}
	s.API.Audit.Note(ctx, runtime.AuditEntry{Type: "publish", By: "console", App: r.App, Text: fmt.Sprintf("#%d %s", r.Number, r.Note)})
	_, err = fmt.Fprintf(c.out, c.say("已发布：应用 %s 第 %d 版\n", "published: app %s, release %d\n"), r.App, r.Number)
	return err
}

// upgradePreset merges the newer version of a package into drafts of its app. Conflicts are printed; take says which side
// wins all of them, "" that they are only printed.
func upgradePreset(ctx context.Context, c *console, s *Server, name, take string) error {
	u := &builder.Upgrader{Installer: s.Installer, Drafts: s.drafts()}
	app, err := ownerOf(ctx, c, s, name)
	if err != nil {
		return err
	}
	up, problems, err := u.Plan(ctx, app, name, nil, c.lang)
	if err == nil {
		err = problems.Err()
	}
	if err != nil {
		return err
	}
	if len(up.Conflicts) > 0 && take != "" {
		decisions := map[string]string{}
		for _, conflict := range up.Conflicts {
			decisions[conflict.Place] = take
		}
		if up, problems, err = u.Plan(ctx, app, name, decisions, c.lang); err == nil {
			err = problems.Err()
		}
		if err != nil {
			return err
		}
	}
	if problems, err = u.Apply(ctx, up, "console"); err != nil {
		return err
	}
	if err := problems.Err(); err != nil {
		return err
	}
	s.API.Audit.Note(ctx, runtime.AuditEntry{Type: "upgrade_drafted", By: "console", App: app, Text: name})
	if err := printChanges(c, c.out, up.Changes); err != nil {
		return err
	}
	_, err = fmt.Fprintf(c.out, c.say("已合并进应用 %s 的草稿，请检查后发布\n", "merged into the drafts of app %s; look at them and publish\n"), app)
	return err
}

// ownerOf is the app that has a package.
func ownerOf(ctx context.Context, c *console, s *Server, name string) (string, error) {
	for _, app := range s.Apps.All() {
		a, err := s.Publisher.Library.App(ctx, app.Key)
		if err != nil {
			return "", err
		}
		if a.Has(name) {
			return app.Key, nil
		}
	}
	return "", fmt.Errorf(c.say("没有应用安装了 %s", "no app has %s"), name)
}
