package main

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"

	"huiyin/runtime"
)

// preset lists and installs packages. A server that runs on the same store follows within a second.
func preset(ctx context.Context, c *console, args []string) error {
	cfg, rest, err := configure(c, "preset", args, nil)
	if err != nil {
		return err
	}
	switch {
	case len(rest) == 1 && rest[0] == "list":
		return withServer(ctx, cfg, func(s *Server) error { return listPresets(ctx, c, s) })
	case len(rest) == 2 && rest[0] == "install":
		return withServer(ctx, cfg, func(s *Server) error { return installPreset(ctx, c, s, rest[1]) })
	}
	return c.wrong("用法：huiyin preset list 或 huiyin preset install 名称", "usage: huiyin preset list, or huiyin preset install NAME")
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

func listPresets(ctx context.Context, c *console, s *Server) error {
	offers, err := s.Installer.Offers(ctx)
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

func installPreset(ctx context.Context, c *console, s *Server, name string) error {
	r, problems, err := s.Installer.Install(ctx, name, "console")
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
