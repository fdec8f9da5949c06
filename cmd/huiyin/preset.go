package main

import (
	"context"
	"flag"
	"fmt"
	"strings"
	"text/tabwriter"

	"huiyin/builder"
	"huiyin/engine/problem"
	"huiyin/runtime"
)

// preset lists and installs packages. A server that runs on the same store follows within a second.
func preset(ctx context.Context, c *console, args []string) error {
	take, m := "", mapping{}
	cfg, rest, err := configure(c, "preset", args, func(set *flag.FlagSet) {
		m.flags(c, set)
		set.StringVar(&take, "take", "", c.say("升级时冲突一律取哪边：ours（应用里的）或 theirs（新版本的）", "side that wins every conflict of an upgrade: ours or theirs"))
	})
	if err != nil {
		return err
	}
	switch {
	case len(rest) == 1 && rest[0] == "list":
		if path, embedded := cfg.SQLitePath(); embedded && !exists(path) {
			return listPresets(c, builder.Shelf{FS: shelf()}.Offered)
		}
		return withServer(ctx, cfg, func(s *Server) error {
			return listPresets(c, func() ([]builder.Offered, error) { return s.Installer.Offers(ctx) })
		})
	case len(rest) == 2 && rest[0] == "install":
		return withServer(ctx, cfg, func(s *Server) error { return installPreset(ctx, c, s, rest[1], m) })
	case len(rest) == 2 && rest[0] == "upgrade" && (take == "" || take == builder.Ours || take == builder.Theirs):
		return reading(ctx, cfg, func(s *Server) error { return upgradePreset(ctx, c, s, rest[1], take) })
	}
	return c.wrong("用法：huiyin preset list、huiyin preset install 名称 [--migration 文件 | --pin] 或 huiyin preset upgrade 名称 [--take ours|theirs]",
		"usage: huiyin preset list, huiyin preset install NAME [--migration FILE | --pin], or huiyin preset upgrade NAME [--take ours|theirs]")
}

// withServer wires a server that serves nobody, lets do use it, and closes it.
func withServer(ctx context.Context, cfg Config, do func(*Server) error) (err error) {
	s, err := NewServer(ctx, cfg, Parts{Shelf: shelf()})
	if err != nil {
		return err
	}
	defer func() {
		if end := s.Store.Close(); err == nil {
			err = end
		}
	}()
	if err := s.Open(ctx); err != nil {
		return err
	}
	return do(s)
}

// reading is withServer for commands about what is there already: where there are no data they make none, and say where they looked.
func reading(ctx context.Context, cfg Config, do func(*Server) error) error {
	if path, embedded := cfg.SQLitePath(); embedded && !exists(path) {
		return problem.List{problem.New("store.no_data", "", "path", path)}
	}
	return withServer(ctx, cfg, do)
}

func listPresets(c *console, list func() ([]builder.Offered, error)) error {
	offers, err := list()
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(c.out, 0, 4, 2, ' ', 0)
	for _, o := range offers {
		state := ""
		if o.Installed != "" {
			state = c.say("已安装 ", "installed ") + o.Installed
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", o.Name, o.Spec.Version, strings.Join(o.Spec.Requires, ","), state, o.Title.In(c.lang))
	}
	return w.Flush()
}

func installPreset(ctx context.Context, c *console, s *Server, name string, m mapping) error {
	order, err := m.order()
	if err != nil {
		return err
	}
	app, b, problems, err := s.Installer.Outcome(ctx, name)
	if err == nil {
		err = problems.Err()
	}
	if err == nil {
		err = housed(ctx, c, s, app, b, order)
	}
	if err != nil {
		return err
	}
	r, problems, err := s.Installer.Install(ctx, name, "console", order)
	if err != nil {
		return err
	}
	if err := problems.Err(); err != nil {
		return err
	}
	printProblems(c, c.err, name, problems)
	s.API.Audit.Note(ctx, runtime.AuditEntry{Type: "install", By: "console", App: r.App, Text: name})
	_, err = fmt.Fprintf(c.out, c.say("已安装 %s：应用 %s 第 %d 版\n", "installed %s: app %s, release %d\n"), name, r.App, r.Number)
	return err
}
