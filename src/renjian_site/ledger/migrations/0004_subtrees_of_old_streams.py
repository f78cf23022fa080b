"""Streams that have entries get the subtrees of their tree, as if they had been kept all along."""

from django.db import migrations

from renjian.ledger.tree import GrowingTree


def keep_subtrees(apps, schema_editor):
    """Go through the hashes of each stream once."""
    for stream in apps.get_model("ledger", "Stream").objects.exclude(size=0).iterator():
        tree = GrowingTree(stream.hash)
        hashes = stream.entries.order_by("number").values_list("hash", flat=True)
        for leaf in hashes.iterator(chunk_size=5000):
            tree.add(bytes(leaf))
        stream.subtrees = tree.subtrees
        stream.save(update_fields=["subtrees"])


class Migration(migrations.Migration):
    """Data only; going back needs nothing, since the column goes with the migration before."""

    dependencies = [("ledger", "0003_hash_and_subtrees")]
    operations = [migrations.RunPython(keep_subtrees, migrations.RunPython.noop)]
