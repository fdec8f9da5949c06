package httpapi

import (
	"github.com/gofiber/fiber/v2"

	"huiyin/builder"
	"huiyin/builder/phrase"
	"huiyin/engine/problem"
	"huiyin/runtime/httpapi"
)

// UpgradeView is what upgrading a package would do to the app as its designers see it, and the conflicts in which they
// have to choose a side.
type UpgradeView struct {
	OK        bool               `json:"ok"` // nothing is left to decide
	Changes   []phrase.Change    `json:"changes"`
	Conflicts []builder.Conflict `json:"conflicts"`
	Problems  problem.List       `json:"problems"` // what publishing the outcome would meet
}

func (d *API) upgrader() *builder.Upgrader {
	return &builder.Upgrader{Installer: d.Installer, Drafts: d.Drafts}
}

// upgrades lists the packages of the app; newer is a version on the shelf that they can be upgraded to.
func (d *API) upgrades(c *fiber.Ctx) error {
	list, err := d.upgrader().Available(c.UserContext(), c.Params("app"))
	if err != nil {
		return err
	}
	out, lang := []InstalledView{}, d.host.Lang(c)
	for _, p := range list {
		out = append(out, InstalledView{Name: p.Name, Version: p.Version, Title: p.Title.In(lang), Newer: p.Newer})
	}
	return c.JSON(out)
}

func (d *API) planned(c *fiber.Ctx, decisions map[string]string) (builder.Upgrade, error) {
	up, problems, err := d.upgrader().Plan(c.UserContext(), c.Params("app"), c.Params("name"), decisions, d.host.Lang(c))
	if err == nil {
		err = problems.Err()
	}
	return up, err
}

func (d *API) upgradeView(c *fiber.Ctx, up builder.Upgrade) error {
	conflicts := up.Conflicts
	if conflicts == nil {
		conflicts = []builder.Conflict{}
	}
	return c.JSON(UpgradeView{OK: len(conflicts) == 0, Changes: up.Changes, Conflicts: conflicts, Problems: warnings(d.host.Lang(c), up.Problems)})
}

// lookAtUpgrade writes nothing.
func (d *API) lookAtUpgrade(c *fiber.Ctx) error {
	up, err := d.planned(c, nil)
	if err != nil {
		return err
	}
	return d.upgradeView(c, up)
}

// upgrade merges the newer version into drafts when every conflict is decided.
func (d *API) upgrade(c *fiber.Ctx) error {
	var in struct {
		Decisions map[string]string `json:"decisions"` // place of a conflict -> ours or theirs
	}
	if err := httpapi.Read(c, &in); err != nil {
		return err
	}
	up, err := d.planned(c, in.Decisions)
	if err != nil {
		return err
	}
	problems, err := d.upgrader().Apply(c.UserContext(), up, by(c))
	if err == nil {
		err = problems.Err()
	}
	if err != nil {
		return err
	}
	d.note(c, "upgrade_drafted", up.App, c.Params("name"))
	return d.upgradeView(c, up)
}
